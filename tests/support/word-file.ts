/** Reads a Word file's own XML, as little of it as the tests ask about. */

export interface WordTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly xml: string;
}

/** Each paragraph's style (empty for the usual) and text. */
export function docxTexts(document: string): { readonly style: string; readonly text: string }[] {
  return [...document.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([xml]) => ({
    style: /<w:pStyle w:val="([^"]+)"/.exec(xml)?.[1] ?? '',
    text: textOf(xml),
  }));
}

export function docxTables(document: string): WordTable[] {
  return [...document.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].map(([xml]) => {
    const [header = [], ...rows] = [...xml.matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([row]) =>
      [...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) => textOf(cell)),
    );
    return { header, rows, xml };
  });
}

/** Pixels, from the picture's own header. */
export function pngSize(png: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function textOf(xml: string): string {
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
    .map(([, text = '']) => text)
    .join('')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"');
}
