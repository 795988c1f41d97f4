import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { z } from 'zod';
import type { Bench } from './bench.ts';
import { most, ratioLeast, type BenchFigure } from './figure.ts';
import { median, timed } from './measure.ts';
import { cacheDir, productFlags, run } from './processes.ts';
import { readFacts, wholeRelease } from './whole-release.ts';

const kpiCount = 120;
const rounds = 3;
const written = z.object({
  rows: z.number(),
  seconds: z.number(),
  bytes: z.number(),
  growthMb: z.number(),
});

/** A million rows as files, through the product's own store and writers, beside DuckDB's COPY. */
export const exportFiles: Bench = async () => {
  const whole = await wholeRelease();
  const { kpis } = await readFacts(whole.file);
  // Spread over the catalogue, so that some are split by gender and some are not.
  const step = Math.floor(kpis.length / kpiCount);
  const some = Array.from({ length: kpiCount }, (_, index) => kpis[index * step] ?? '');
  const order = { dir: whole.dir, kpis: some };
  const write = async (format: string) => {
    const flags = [...productFlags, '--heap-growing-percent=30'];
    return written.parse(await run('tests/bench/export-once.ts', { ...order, format }, flags));
  };
  const rates: number[] = [];
  const yardsticks: number[] = [];
  const growths: number[] = [];
  let csv = await write('csv');
  for (let round = 0; round < rounds; round++) {
    yardsticks.push(csv.rows / (await copySeconds(whole.file, some)));
    csv = await write('csv');
    rates.push(csv.rows / csv.seconds);
    growths.push(csv.growthMb);
  }
  const figures: BenchFigure[] = [
    {
      ...figure('CSV', median(rates), 'rows/s'),
      yardstick: { name: 'COPY', value: median(yardsticks) },
      target: ratioLeast(0.3),
      note: `${csv.rows} rows, ${(csv.bytes / 2 ** 20).toFixed(0)} MB`,
    },
    { ...figure('CSV, growth of memory', Math.max(...growths), 'MB'), target: most(150) },
  ];
  for (const format of ['xlsx', 'parquet']) {
    const one = await write(format);
    figures.push(figure(format, one.rows / one.seconds, 'rows/s'));
    figures.push(figure(`${format}, growth of memory`, one.growthMb, 'MB'));
  }
  return figures;
};

function figure(name: string, value: number, unit: string): BenchFigure {
  return { bench: 'export', name, value, unit };
}

/** The same rows and columns, by DuckDB alone. */
async function copySeconds(file: string, kpis: readonly string[]): Promise<number> {
  const target = join(cacheDir, 'copy.csv');
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY', threads: '1' });
  const connection = await instance.connect();
  const list = kpis.map((id) => `'${id}'`).join(',');
  const ms = await timed(() =>
    connection.run(`
      COPY (
        SELECT o.kpi, k.title AS kpi_title, k.unit, o.area AS municipality_id,
          a.name AS municipality, o.year, o.gender, o.value, o.status,
          '2026-11-22.1' AS release, s.citation AS source
        FROM observation o
        JOIN kpi k ON k.id = o.kpi JOIN area a ON a.id = o.area JOIN source s ON s.id = o.source
        WHERE o.kpi IN (${list})
        ORDER BY o.kpi, o.area, o.year, o.gender
      ) TO '${target}' (HEADER)`),
  );
  connection.closeSync();
  instance.closeSync();
  await rm(target, { force: true });
  return ms / 1000;
}
