import { embedText } from '../../web/shared/text/embed.ts';
import type { EmbedNames } from '../../web/shared/embed/embed-names.ts';
import { defaultFrameHeight, embedForms } from '../../web/shared/embed/embed-forms.ts';
import { isSameOrigin } from '../http/own-origin.ts';

interface OembedInput {
  readonly origin: string;
  readonly query: string;
  /** What the chart says now; consumers ask again. */
  readonly title: string;
  readonly names: EmbedNames;
  readonly maxWidth: number | undefined;
  readonly maxHeight: number | undefined;
}

/** An oEmbed 1.0 answer of type rich: one iframe, within the sizes asked for. */
export function oembedAnswer(input: OembedInput): Readonly<Record<string, string | number>> {
  const width = Math.min(720, input.maxWidth ?? 720);
  const height = Math.min(defaultFrameHeight, input.maxHeight ?? defaultFrameHeight);
  const { iframe } = embedForms({
    origin: input.origin,
    query: input.query,
    ...input.names,
    height,
  });
  return {
    version: '1.0',
    type: 'rich',
    title: input.title,
    provider_name: embedText.provider,
    provider_url: `${input.origin}/`,
    cache_age: 300,
    width,
    height,
    html: iframe.replace('width="100%"', `width="${width}"`),
  };
}

/**
 * The comparison that an oEmbed consumer names by one of our own addresses.
 * @returns its query string without `?`, or undefined for any other address
 */
export function embeddedQuery(address: string, origin: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !isSameOrigin(url, new URL(origin))) return undefined;
  return ['/', '/jamfor', '/inbaddat'].includes(url.pathname) ? url.search.slice(1) : undefined;
}
