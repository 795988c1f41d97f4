import { embedText } from '../text/embed.ts';

export interface EmbedForms {
  readonly address: string;
  readonly iframe: string;
  readonly 'iframe-script': string;
  readonly element: string;
  readonly image: string;
}

interface EmbedFormsInput {
  /** Absolute, without trailing slash. */
  readonly origin: string;
  /** Canonical query string, without `?`. */
  readonly query: string;
  /** Read out as the frame's name. */
  readonly title: string;
  readonly imageAlternative: string;
  readonly height?: number;
}

/** A frame of this height shows two charts with their tables without scrolling on a desktop. */
export const defaultFrameHeight = 760;

/**
 * What to paste, form by form. Attribute values are escaped. `frameborder` rather than a style, which
 * a strict policy of the surrounding site forbids and many editors strip.
 */
export function embedForms({
  origin,
  query,
  title,
  imageAlternative,
  height = defaultFrameHeight,
}: EmbedFormsInput): EmbedForms {
  const search = query === '' ? '' : `?${query}`;
  const address = `${origin}/inbaddat${search}`;
  const frame = (extra: string) =>
    `<iframe src="${escape(address)}" title="${escape(title)}" width="100%" height="${height}" loading="lazy" referrerpolicy="no-referrer" frameborder="0"${extra}></iframe>`;
  const script = `<script type="module" src="${escape(origin)}/inbaddat.js"></script>`;
  return {
    address,
    iframe: frame(''),
    'iframe-script': `${frame(' data-omvarld')}\n${script}`,
    element: `<omvarld-diagram fraga="${escape(query)}" rubrik="${escape(title)}"></omvarld-diagram>\n${script}`,
    image: `<a href="${escape(`${origin}/jamfor${search}`)}"><img src="${escape(`${origin}/diagram.svg${search}`)}" alt="${escape(imageAlternative)}" width="720" loading="lazy"></a>`,
  };
}

/** The frame's name when the heading is not at hand. */
export const fallbackTitle = embedText.frameTitle;

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
