import { request } from 'undici';
import { most, type BenchFigure } from './figure.ts';
import { startProductHere } from './product-here.ts';

const crowd = 200;

/** Many who ask at once for a picture that nobody has asked for before. */
export async function measureStampede(dataDir: string): Promise<BenchFigure[]> {
  const product = await startProductHere(dataDir);
  try {
    const ask = async (year: number) => {
      const { statusCode, body } = await request(
        `${product.origin}/diagram.svg?nyckeltal=U21468&ar=${year}`,
      );
      await body.arrayBuffer();
      return statusCode;
    };
    await ask(2023);
    const one = product.counts();
    const statuses = await Promise.all(Array.from({ length: crowd }, () => ask(2022)));
    const both = product.counts();
    const failed = statuses.filter((status) => status !== 200).length;
    return [
      {
        bench: 'serve',
        name: `stampede of ${crowd} on one cold chart, drawings`,
        value: both.made - one.made,
        unit: '',
        target: most(1),
        note: `${failed} failed`,
      },
      {
        bench: 'serve',
        name: `stampede of ${crowd} on one cold chart, questions to the store`,
        value: both.queries - one.queries,
        unit: '',
        target: most(one.queries),
        note: `${one.queries} for one reader alone`,
      },
    ];
  } finally {
    await product.close();
  }
}
