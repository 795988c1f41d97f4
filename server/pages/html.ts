import { html } from 'hono/html';

/** A piece of HTML whose interpolated texts are escaped already. */
export type Html = ReturnType<typeof html>;

/** The parts of a list one after another, without the commas that an array would get. */
export async function joinHtml(parts: readonly (Html | string)[]): Promise<string> {
  return (await Promise.all(parts)).join('');
}
