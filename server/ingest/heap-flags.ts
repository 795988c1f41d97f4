/**
 * V8's heap, in megabytes. Left to itself on a machine with much memory it grows to several times
 * what is used: with 250 KPIs the process peaked at 499 MB, with these at 375.
 */
export const heapFlags = ['--max-old-space-size=192', '--max-semi-space-size=8'] as const;
