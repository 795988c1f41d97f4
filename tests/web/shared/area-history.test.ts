import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createAreaDirectory,
  toAreas,
  type Area,
  type DatedArea,
} from '../../../web/shared/area.ts';

type Listed = { readonly id: string; readonly title: string; readonly type: string };

/** What each release lists, oldest first, as the catalogue of the last is read. */
function directoryAfter(...releases: readonly (readonly Listed[])[]) {
  const history: DatedArea[] = [];
  let listed: readonly Area[] = [];
  for (const [since, list] of releases.entries()) {
    listed = toAreas(list);
    history.push(...listed.map((area) => ({ ...area, since })));
  }
  return createAreaDirectory(listed, history);
}

const bracke = { id: '2305', title: 'Bräcke', type: 'K' };
const boras = { id: '1490', title: 'Borås', type: 'K' };

describe('a slug', () => {
  test('of before a change of name leads to the same kommun, as does the new one', () => {
    const directory = directoryAfter([bracke, boras], [{ ...bracke, title: 'Ragunda' }, boras]);
    for (const text of ['bracke', 'Bräcke', 'ragunda', '2305']) {
      expect(directory.find(text), text).toMatchObject({ id: '2305', name: 'Ragunda' });
    }
  });

  test('of a kommun that has left the list leads to it, as last called', () => {
    const directory = directoryAfter([bracke, boras], [boras]);
    for (const text of ['bracke', '2305']) {
      expect(directory.find(text), text).toEqual({
        ...toAreas([bracke])[0],
        listed: false,
      });
    }
    expect(directory.areas.map(({ id }) => id)).toEqual(['1490']);
    expect(directory.find('boras')).not.toHaveProperty('listed');
  });

  test('that a namesake makes longer stays with the one that had it', () => {
    const namesake = { id: '2399', title: 'Bräcke', type: 'K' };
    const directory = directoryAfter([bracke], [bracke, namesake]);
    expect(directory.find('bracke')?.id).toBe('2305');
    expect(directory.find('bracke-2399')?.id).toBe('2399');
  });

  test('that two have had leads to neither, but names both', () => {
    const merged = { id: '2399', title: 'Bräcke', type: 'K' };
    const directory = directoryAfter([bracke, boras], [merged, boras]);
    for (const text of ['bracke', 'BRACKE', 'Bräcke']) {
      expect(directory.find(text), text).toBeUndefined();
      expect(directory.candidates(text).map(({ slug }) => slug)).toEqual([
        'bracke-2305',
        'bracke-2399',
      ]);
    }
    expect(directory.find('bracke-2305')).toMatchObject({ id: '2305', listed: false });
    expect(directory.find('bracke-2399')).toMatchObject({ id: '2399', slug: 'bracke-2399' });
    expect(directory.candidates('boras')).toEqual([]);
    expect(directory.candidates('narnia')).toEqual([]);
  });

  test('that was a region’s bare name does not become a kommun’s in silence', () => {
    const region = { id: '0025', title: 'Norrbotten', type: 'L' };
    const kommun = { id: '2599', title: 'Norrbotten', type: 'K' };
    expect(directoryAfter([region]).find('norrbotten')?.id).toBe('0025');
    expect(directoryAfter([region], [region, kommun]).find('norrbotten')?.id).toBe('0025');
    const renamed = directoryAfter([region], [{ ...region, title: 'Region Norr' }, kommun]);
    expect(renamed.candidates('norrbotten').map(({ id }) => id)).toEqual(['2599', '0025']);
  });
});

test('no text ever comes to lead to another area, whatever is renamed, leaves, merges or is new', () => {
  const ids = ['2305', '1490', '0484', '2399', '0012', '0025'];
  const list = fc
    .subarray(ids, { minLength: 1 })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map((id) =>
          fc
            .constantFrom('Bräcke', 'Borås', 'Habo', 'Håbo', 'Region Skåne', 'Skåne')
            .map((title) => ({ id, title, type: id.startsWith('00') ? 'L' : 'K' })),
        ),
      ),
    );
  fc.assert(
    fc.property(fc.array(list, { minLength: 2, maxLength: 5 }), (releases) => {
      const meant = new Map<string, string>();
      for (let number = 1; number <= releases.length; number++) {
        const directory = directoryAfter(...releases.slice(0, number));
        const texts = [
          ...meant.keys(),
          ...directory.areas.flatMap((area) => [area.slug, area.name]),
        ];
        for (const text of texts) {
          const found = directory.find(text);
          const possible = found === undefined ? directory.candidates(text) : [found];
          const before = meant.get(text);
          const isKept = before === undefined || possible.some(({ id }) => id === before);
          expect(isKept, text).toBe(true);
          if (found !== undefined) meant.set(text, found.id);
        }
        for (const { id, slug } of directory.areas) expect(directory.find(slug)?.id).toBe(id);
        for (const id of new Set(
          releases
            .slice(0, number)
            .flat()
            .map((area) => area.id),
        )) {
          expect(directory.find(id)?.id).toBe(id);
        }
      }
    }),
    { numRuns: 300 },
  );
});
