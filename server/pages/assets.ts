import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The built front end, as the server's own pages need it. */
export interface Assets {
  /** `index.html` with its placeholders `<!--title-->`, `<!--meta-->`, `<!--main-->`, `<!--data-->`. */
  readonly template: string;
  /** What `/inbaddat.css` answers. */
  readonly embedStyle: string;
  /** What `/inbaddat-sida.js` imports: reports the height, shows values; an enhancement. */
  readonly embedScript: string;
  /** What `/inbaddat.js` imports. */
  readonly embedKitScript: string;
}

/** The front end has not been built, or by another version of this program. */
export class AssetsError extends Error {
  override readonly name = 'AssetsError';
}

const manifestShape = z.record(z.string(), z.object({ file: z.string() }));

/**
 * @param dist folder that `vite build` wrote
 * @throws {AssetsError} naming what is missing
 */
export async function readAssets(dist: string): Promise<Assets> {
  const [template, manifestText] = await Promise.all([
    readBuilt(`${dist}/index.html`),
    readBuilt(`${dist}/manifest.json`),
  ]);
  const manifest = manifestShape.parse(JSON.parse(manifestText));
  const fileOf = (entry: string) => {
    const file = manifest[entry]?.file;
    if (file === undefined) throw new AssetsError(`no ${entry} in ${dist}/manifest.json`);
    return file;
  };
  return {
    template,
    embedStyle: await readBuilt(`${dist}/${fileOf('embed/embed.css')}`),
    embedScript: `/${fileOf('embed/embed-page.ts')}`,
    embedKitScript: `/${fileOf('embed/inbaddat.ts')}`,
  };
}

async function readBuilt(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AssetsError(`cannot read ${path}: run npm run build`, { cause });
  }
}
