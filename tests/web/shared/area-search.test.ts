import { describe, expect, test } from 'vitest';
import { toAreas } from '../../../web/shared/area.ts';
import { hitName, searchAreas } from '../../../web/shared/comparison/area-search.ts';

const areas = toAreas([
  { id: '0000', title: 'Riket', type: 'L' },
  { id: '0012', title: 'Region Skåne', type: 'L' },
  { id: '1280', title: 'Malmö', type: 'K' },
  { id: '2305', title: 'Bräcke', type: 'K' },
  { id: '2361', title: 'Härjedalen', type: 'K' },
  { id: '1401', title: 'Härryda', type: 'K' },
  { id: '2326', title: 'Berg', type: 'K' },
  { id: '1904', title: 'Skinnskatteberg', type: 'K' },
  { id: '0305', title: 'Håbo', type: 'K' },
  { id: '0643', title: 'Habo', type: 'K' },
]);
const names = (text: string) => searchAreas(areas, text).map(hitName);

describe('searching areas', () => {
  test.each(['harr', 'Härr', 'HÄRR', ' härr', 'harryda'])('”%s” finds Härryda', (text) => {
    expect(names(text)[0]).toBe('Härryda');
  });

  test('puts names that begin with the text first, then words, then the rest', () => {
    expect(names('ska')).toEqual(['Skåne län', 'Region Skåne', 'Skinnskatteberg']);
    expect(names('berg')).toEqual(['Berg', 'Skinnskatteberg']);
  });

  test('offers a county with its kommuner in Swedish order', () => {
    const [county] = searchAreas(areas, 'jämtlands län');
    expect(county).toMatchObject({ kind: 'county', name: 'Jämtlands län' });
    expect(county?.kind === 'county' && county.members.map(({ name }) => name)).toEqual([
      'Berg',
      'Bräcke',
      'Härjedalen',
    ]);
  });

  test('tells Habo from Håbo by offering both', () => {
    expect(names('håbo').toSorted()).toEqual(['Habo', 'Håbo']);
  });

  test('finds nothing for nothing', () => {
    expect(names('   ')).toEqual([]);
    expect(names('zzz')).toEqual([]);
  });
});
