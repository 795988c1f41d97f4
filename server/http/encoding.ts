import type { Encoding } from './answer-cache.ts';

const compressible =
  /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|javascript)|image\/svg\+xml|font\/(?:ttf|otf))/i;

/** Whether compressing this content type is worth the work. */
export function isCompressible(contentType: string): boolean {
  return compressible.test(contentType);
}

/** The encoding to use, by `Accept-Encoding`: Brotli before gzip where both are as welcome. */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding {
  if (acceptEncoding === undefined) return 'identity';
  const weights = new Map(acceptEncoding.split(',', 20).map(readPart));
  const weight = (name: string) => weights.get(name) ?? weights.get('*') ?? 0;
  const [best] = (['br', 'gzip'] as const)
    .filter((name) => weight(name) > 0)
    .toSorted((a, b) => weight(b) - weight(a));
  return best ?? 'identity';
}

function readPart(part: string): [string, number] {
  const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
  const q = parameters.find((text) => text.startsWith('q='))?.slice(2);
  const weight = q === undefined ? 1 : Number(q);
  return [name, Number.isFinite(weight) ? weight : 0];
}
