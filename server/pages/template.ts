import { html, raw } from 'hono/html';
import { embedText } from '../../web/shared/text/embed.ts';

export interface TemplateParts {
  readonly title: string;
  /** Further tags for the head: description, discovery links. Escaped already. */
  readonly meta?: string;
  /** The page's main part, escaped already. */
  readonly main: string;
  /** What the page's script starts from, as JSON. */
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
  return template.replace(
    /<!--(title|meta|banner|main|data)-->/g,
    (placeholder, name: string) => filled[name] ?? placeholder,
  );
}

/** A data block is not run as script, so a strict CSP lets it be; `<` never ends it early. */
function dataBlock(data: string): string {
  const json = data.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028');
  return String(raw(`<script type="application/json" id="comparison">${json}</script>`));
}
