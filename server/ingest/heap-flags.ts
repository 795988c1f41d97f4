/**
 * V8's heap, in megabytes. Left to itself on a machine with much memory it grows to several times
 * what is used: with 250 KPIs the process peaked at 499 MB, with these at 375. And with so low a
 * limit it is searched whole each time it has grown by a third, for nothing but answers that have
 * just been read, and a fifth of the processor time went to that: hence the percentage.
 */
export const heapFlags = [
  '--max-old-space-size=192',
  '--max-semi-space-size=8',
  '--heap-growing-percent=100',
] as const;
