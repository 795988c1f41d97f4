import type { html } from 'hono/html';

/** A piece of HTML whose interpolated texts are escaped already. */
export type Html = ReturnType<typeof html>;
