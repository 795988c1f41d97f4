/** A release as Kolada could send it if somebody had got into Kolada. */
import type { Area } from '../../web/shared/area.ts';
import { createReleaseFixture, type ReleaseFixture } from './release-fixture.ts';

/** Each sets `window.ran` if any of it is ever taken for code. */
export const payloads: readonly string[] = [
  '<img src=x onerror=window.ran=1>',
  '<script>window.ran=1</script>',
  '</script><script>window.ran=1</script>',
  '"><svg onload=window.ran=1>',
  `' onmouseover='window.ran=1' autofocus onfocus='window.ran=1`,
  '" onmouseover="window.ran=1" autofocus onfocus="window.ran=1',
  '</title><script>window.ran=1</script>',
  '<!--<script>window.ran=1//',
  ']]><script>window.ran=1</script><![CDATA[',
  '</style><img src=x onerror=window.ran=1>',
  '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
  '<a href="javascript:window.ran=1">x</a>',
  "{{constructor.constructor('window.ran=1')()}}${window.ran=1}",
  '</template></textarea></noscript><img src=x onerror=window.ran=1>',
  '&lt;img src=x onerror=window.ran=1&gt;&#60;script&#62;window.ran=1',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;',
  '=HYPERLINK("javascript:window.ran=1")',
];

const everything = payloads.join('\n');

export const hostileKpis: readonly string[] = payloads.map((_, i) => `N210${pad(i)}`);
const areas: readonly Area[] = payloads.map((payload, i) => ({
  id: `01${pad(i)}`,
  slug: `plats-${i}`,
  name: `${payload} ${i}`,
  kind: 'municipality',
  county: '01',
}));
export const hostileAreas: readonly string[] = areas.map(({ id }) => id);
export const hostileGroup = 'G176508';

export function createHostileFixture(): Promise<ReleaseFixture> {
  return createReleaseFixture({
    releases: [
      {
        areas,
        groups: [{ id: hostileGroup, title: everything, members: hostileAreas }],
        // The last is shown where none is chosen.
        kpis: [...hostileKpis, 'U21468'].map((id, i) => {
          const payload = payloads[i % payloads.length] ?? '';
          return {
            id,
            title: i % 2 === 0 ? `${payload}, andel (%)` : payload,
            description: everything,
            unit: i % 3 === 0 ? payload : '%',
            genderSplit: true,
            operatingArea: payload,
            publicationPeriod: payload,
            publicationDate: payload,
            preliminaryPublicationDate: payload,
          };
        }),
        observations: [2021, 2022, 2023, 2024].flatMap((year) =>
          hostileKpis.flatMap((kpi, k) =>
            hostileAreas.flatMap((area, a) =>
              (['T', 'K', 'M'] as const).map((gender) => ({
                kpi,
                area,
                year,
                gender,
                value: (k + a) % 9 === 0 ? null : 10 + k + a + (year - 2021) * a,
                status: (k + a) % 9 === 0 ? (payloads[a] ?? '') : '',
                citation: payloads[k] ?? '',
              })),
            ),
          ),
        ),
      },
      { observations: [{ kpi: hostileKpis[0] ?? '', area: '0101', year: 2024, value: 99 }] },
    ],
  });
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
