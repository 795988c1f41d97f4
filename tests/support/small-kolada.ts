import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createSimulatedKolada,
  type SimulatedKolada,
  type SimulatedKoladaOptions,
} from '../../server/demo/simulated-kolada/simulated-kolada.ts';

const kpi = (id: string, title: string, split: boolean) => ({
  id,
  title,
  description: `Vad ${id} mäter`,
  is_divided_by_gender: split,
  municipality_type: 'K',
  auspice: null,
  operating_area: 'Äldreomsorg',
  perspective: null,
  prel_publication_date: null,
  publication_date: null,
  publ_period: null,
  has_ou_data: false,
});

const catalogue = {
  kpi: [
    kpi('N21006', 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare', false),
    kpi('U21468', 'Brukarbedömning hemtjänst, andel (%)', true),
  ],
  municipality: [
    { id: '0000', title: 'Riket', type: 'L' },
    { id: '0484', title: 'Eskilstuna', type: 'K' },
    { id: '1490', title: 'Borås', type: 'K' },
    { id: '2281', title: 'Sundsvall', type: 'K' },
    { id: '2305', title: 'Bräcke', type: 'K' },
  ],
  municipality_groups: [
    {
      id: 'G2328',
      title: 'Alla kommuner (ovägt medel)',
      members: [{ member_id: '1490', member_title: 'Borås' }],
    },
  ],
};

/** A simulated Kolada so small that a refresh takes no time: two KPIs of five areas. */
export async function createSmallKolada(
  options: Pick<SimulatedKoladaOptions, 'now'> = {},
): Promise<SimulatedKolada> {
  const catalogueDirectory = await mkdtemp(join(tmpdir(), 'catalogue-'));
  for (const [name, rows] of Object.entries(catalogue)) {
    await writeFile(join(catalogueDirectory, `${name}.json`), JSON.stringify(rows));
  }
  const kolada = await createSimulatedKolada({
    catalogueDirectory,
    firstYear: 2015,
    lastYear: 2024,
    marked: false,
    ...options,
  });
  await rm(catalogueDirectory, { recursive: true });
  return kolada;
}
