import type { Context } from 'hono';
import { z } from 'zod';
import {
  describeBadParameter,
  describeMissingParameter,
  describeQueryProblem,
  someProblems,
} from '../../web/shared/text/problem.ts';
import { ProblemError } from '../errors.ts';
import { queryOf } from './read-comparison.ts';

/**
 * The query string of a route that is not about a comparison, by its own schema.
 * @param shape one schema per key; every value arrives as text
 * @param otherKeys keys that are read elsewhere, and passed over here
 * @throws {ProblemError} 400 naming every unknown, repeated or unreadable key
 */
export function readQuery<Shape extends z.ZodRawShape>(
  c: Context,
  shape: z.ZodObject<Shape>,
  otherKeys: readonly string[] = [],
): z.output<z.ZodObject<Shape>> {
  const params = queryOf(c);
  const keys = [...new Set(params.keys())];
  const own = Object.keys(shape.shape);
  const known = [...own, ...otherKeys];
  const faults = keys.flatMap((key) => {
    if (!known.includes(key)) {
      const unknown = { key, code: 'unknown-key', value: key.slice(0, 60) } as const;
      return [describeQueryProblem(unknown, known)];
    }
    if (params.getAll(key).length === 1) return [];
    return [describeQueryProblem({ key, code: 'repeated-key', value: '' })];
  });
  const result = shape.safeParse(Object.fromEntries(own.flatMap((key) => pairs(params, key))));
  if (result.success && faults.length === 0) return result.data;
  const wrong = result.success ? [] : result.error.issues.map(({ path }) => String(path[0]));
  for (const key of new Set(wrong)) {
    const value = params.get(key);
    faults.push(value === null ? describeMissingParameter(key) : describeBadParameter(key, value));
  }
  throw new ProblemError(400, 'bad-query', { detail: someProblems(faults).join(' ') });
}

function pairs(params: URLSearchParams, key: string): [string, string][] {
  const value = params.get(key);
  return value === null ? [] : [[key, value]];
}
