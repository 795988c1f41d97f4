import { html } from 'hono/html';
import { embedText } from '../../web/shared/text/embed.ts';

export interface TemplateParts {
  readonly title: string;
  /** Further tags for the head: description, discovery links. Escaped already. */
  readonly meta?: string;
  /** The page's main part, escaped already. */
  readonly main: string;
  /** What the page's script starts from, as JSON made fit by `inScript`. */
  readonly data?: string;
}

/** The built `index.html` with a page's own parts in its placeholders. */
export async function fillTemplate(template: string, parts: TemplateParts): Promise<string> {
  const title = String(await html`${parts.title} – ${embedText.provider}`);
  const filled: Readonly<Record<string, string>> = {
    title,
    meta: parts.meta ?? '',
    banner: '',
    main: parts.main,
    data: parts.data === undefined ? '' : dataBlock(parts.data),
  };
  // Neither searched nor copied: a page of many measures comes to megabytes.
  return template
    .split(/(<!--(?:title|meta|banner|main|data)-->)/)
    .reduce((page, piece) => page + (filled[piece.slice(4, -3)] ?? piece), '');
}

/** A data block is not run as script, so a strict CSP lets it be. */
function dataBlock(json: string): string {
  return `<script type="application/json" id="comparison">${json}</script>`;
}

/** JSON, or a part of it, as it may stand in a script element: `<` never ends it early. */
export function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028');
}
