import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/source-file.ts';

const read = (name: string) => readFileSync(join(projectRoot, 'web/public', name));

test('favicon.ico holds the icon in 16 and 32 pixels, as it is drawn now', () => {
  const ico = read('favicon.ico');
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 2]);
  for (const [i, size] of [16, 32].entries()) {
    const entry = 6 + 16 * i;
    expect([ico[entry], ico[entry + 1]]).toEqual([size, size]);
    const start = ico.readUInt32LE(entry + 12);
    const png = ico.subarray(start, start + ico.readUInt32LE(entry + 8));
    const fitTo = { mode: 'width', value: size } as const;
    const drawn = new Resvg(read('icon.svg').toString(), { fitTo }).render().asPng();
    expect(png.equals(drawn)).toBe(true);
  }
});
