import { z } from '@hono/zod-openapi';

/** A whole number written in an address, within bounds. */
export function whole(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,7}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most));
}
