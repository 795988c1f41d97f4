import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/**
 * The same file with the release's time in place of the clock's, in its properties and its ZIP
 * entries, counted ids in place of random ones, and the language named. A locked address can then
 * answer the same bytes for ever.
 * @param publishedAt ISO instant of the release
 */
export function settleDocx(docx: Uint8Array, publishedAt: string): Uint8Array<ArrayBuffer> {
  const mtime = localTime(publishedAt);
  const parts: Zippable = {};
  for (const [name, bytes] of Object.entries(unzipSync(docx))) {
    parts[name] = [settled(name, bytes), { mtime, level: name.endsWith('.png') ? 0 : 9 }];
  }
  return zipSync(parts);

  function settled(name: string, bytes: Uint8Array): Uint8Array {
    if (name === 'docProps/core.xml') return withRelease(bytes, publishedAt);
    return name.startsWith('word/') && /\.(?:xml|rels)$/.test(name) ? withCountedIds(bytes) : bytes;
  }
}

/** Links get a random id, in the text and in the list of relations alike; the order is the same. */
function withCountedIds(xml: Uint8Array): Uint8Array {
  const ids = new Map<string, string>();
  const counted = (id: string) => {
    const known = ids.get(id) ?? `rIdLink${ids.size + 1}`;
    ids.set(id, known);
    return known;
  };
  return strToU8(strFromU8(xml).replace(/(?<=[ :][iI]d=")rId[\w-]{12,}(?=")/g, counted));
}

function withRelease(xml: Uint8Array, publishedAt: string): Uint8Array {
  const instant = `${publishedAt.slice(0, 19)}Z`;
  const text = strFromU8(xml)
    .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${instant}`)
    .replace('</cp:coreProperties>', '<dc:language>sv-SE</dc:language></cp:coreProperties>');
  return strToU8(text);
}

/** ZIP knows only local time: the release's UTC is written as if it were that, in every time zone. */
function localTime(publishedAt: string): Date {
  const utc = new Date(publishedAt);
  return new Date(utc.getTime() + utc.getTimezoneOffset() * 60_000);
}
