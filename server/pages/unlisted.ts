import { html } from 'hono/html';
import type { Area } from '../../web/shared/area.ts';
import { unlistedNote } from '../../web/shared/text/notes.ts';
import type { Html } from './html.ts';

/** Says which of the areas that a page is about Kolada no longer lists; empty when it lists them all. */
export function unlistedHtml(areas: readonly Area[]): Html | '' {
  const note = unlistedNote(areas.filter(({ listed }) => listed === false));
  return note === '' ? '' : html`<p class="notice">${note}</p>`;
}
