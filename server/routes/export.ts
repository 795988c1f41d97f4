import { Hono } from 'hono';
import type { Services } from '../http/services.ts';

export function exportRoutes(_services: Services): Hono {
  return new Hono();
}
