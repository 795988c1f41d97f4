import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { embedGuides } from '../../../web/shared/text/embed-guide.ts';
import { plain } from '../../support/plain-text.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const origin = 'https://jamfor.example';
/** What leaves the building carries codes, and the defaults too. */
const inFull =
  'nyckeltal=U21468&kommuner=2305,1490,0484,1401,1384,2581,2281&fokus=2305&ar=senaste&kon=T&visa=stapel';
const marked = inFull.replaceAll('&', '&amp;');
let served: TestApp;

beforeAll(async () => {
  served = await createTestApp({ services: { origin: () => origin } });
});
afterAll(() => served.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  served.app.request(path, { headers });

const oembedShape = z.object({
  type: z.literal('rich'),
  version: z.literal('1.0'),
  width: z.number(),
  height: z.number(),
  title: z.string(),
  html: z.string(),
});

async function oembed(address: string, more = '') {
  const response = await get(`/oembed?url=${encodeURIComponent(address)}${more}`);
  return oembedShape.parse(await response.json());
}

describe('absolute links', () => {
  test('name the configured origin, whatever the Host header claims', async () => {
    for (const path of ['/', '/inbaddat', '/rapport', '/badda-in', '/andringar.atom']) {
      const response = await served.app.request(`http://evil.example${path}`, {
        headers: { Host: 'evil.example' },
      });
      const body = await response.text();
      expect(body, path).toContain(origin);
      expect(body, path).not.toContain('evil.example');
    }
  });
});

describe('oEmbed', () => {
  test('is found from the embed and from the dashboard, early in the page', async () => {
    for (const path of ['/', '/inbaddat', '/inbaddat?kommuner=riket,bracke&visa=linje']) {
      const body = await (await get(path)).text();
      const start = body.indexOf('type="application/json+oembed"');
      expect(start, path).toBeGreaterThan(0);
      expect(Buffer.byteLength(body.slice(0, start)), path).toBeLessThan(150_000);
      const link = /href="([^"]+\/oembed\?url=[^"]+)"/.exec(body)?.[1] ?? '';
      const answer = await get(link.replaceAll('&amp;', '&').slice(origin.length));
      expect(answer.status, path).toBe(200);
      expect(oembedShape.parse(await answer.json()).html).toContain('<iframe src="https://');
    }
  });

  test('answers one frame, titled with the finding, within the width asked for', async () => {
    const answer = await oembed(`${origin}/jamfor?nyckeltal=U21468`, '&maxwidth=400&maxheight=300');
    expect(answer).toMatchObject({ width: 400, height: 300 });
    expect(answer.html.match(/<iframe/g)).toHaveLength(1);
    expect(answer.html).not.toMatch(/<script/);
    expect(answer.html).toContain('width="400" height="300"');
    expect(answer.html).toContain(`src="${origin}/inbaddat?${marked}"`);
    expect(answer.html).toContain(
      'title="Diagram över nöjdheten med hemtjänsten, kommuner jämförda"',
    );
    expect(answer.title).toContain('Bräcke');
  });

  test('answers for this machine by any of its names, and port and scheme tell it from others', async () => {
    const local = await createTestApp();
    const ask = async (at: string) => {
      const url = `${at}/inbaddat?nyckeltal=N21006%26kommuner=2305,1490`;
      return (await local.app.request(`/oembed?url=${url}`)).status;
    };
    const names = ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'];
    for (const name of names) expect(await ask(`http://${name}:3000`), name).toBe(200);
    const others = [
      'http://127.0.0.1:3001',
      'http://localhost.evil.example:3000',
      'http://10.0.0.7:3000',
    ];
    for (const other of others) expect(await ask(other), other).toBe(404);
    await local.close();
  });

  test('answers under a public address for no other', async () => {
    const response = await get('/oembed?url=http://localhost:3000/inbaddat?nyckeltal=N21006');
    expect(response.status).toBe(404);
  });

  test.each([
    ['https://other.example/jamfor', 404],
    [`${origin}/api/v1/kpis`, 404],
    [`${origin}/jamfor?visa=tarta`, 400],
  ])('%s is refused with %i', async (address, status) => {
    const response = await get(`/oembed?url=${encodeURIComponent(address)}`);
    expect(response.status).toBe(status);
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
  });
});

describe('the guides', () => {
  const guide = async (path: string) => plain(await (await get(path)).text());

  test.each(embedGuides.map(({ slug }) => slug))(
    '%s tells what to paste and what to allow',
    async (slug) => {
      const body = await guide(`/badda-in/${slug}?nyckeltal=U21468`);
      expect(body).toContain('/inbaddat?nyckeltal=U21468');
      expect(body).toContain('frame-src');
      expect(body).toContain('tillgänglighetsredogörelsen');
      expect(body).toContain('dataskyddsombudet');
    },
  );

  test('name a chart that follows by its measures, and a locked one by its finding', async () => {
    const follows = await guide('/badda-in?nyckeltal=U21468');
    expect(follows).toContain(
      'title=&quot;Diagram över nöjdheten med hemtjänsten, kommuner jämförda',
    );
    expect(follows).toContain(`href="/badda-in?${marked}&amp;utgava=2026-11-22.1"`);
    const locked = await guide('/badda-in?nyckeltal=U21468&utgava=2026-11-22.1');
    expect(locked).toContain('title=&quot;Diagram: Bräcke har högst nöjdhet');
    expect(locked).toContain(`href="/badda-in?${marked}"`);
  });

  test.each(['/badda-in', '/badda-in/wordpress', '/rapport', '/inbaddat'])(
    '%s says what it could not read, and keeps the rest',
    async (path) => {
      const body = await guide(`${path}?kommuner=bracke,narnia`);
      expect(body).toContain('narnia');
      expect(body).toContain('role="alert"');
      expect(body).toContain('Bräcke');
    },
  );

  test('are where "Bädda in" leads without script, and "Citera" to how to cite', async () => {
    const body = await guide('/jamfor?nyckeltal=U21468');
    expect(body).toContain(`href="/badda-in?${marked}"`);
    const [, cite = ''] = /href="(\/rapport\?[^"]+)#citera"/.exec(body) ?? [];
    const report = await guide(cite.replaceAll('&amp;', '&'));
    const section = /<h2 id="citera">.*?<\/dl>/s.exec(report)?.[0] ?? '';
    const link = `${origin}/jamfor?${marked}&amp;utgava=2026-11-22.1`;
    expect(section).toContain('Omvärldsbevakning, läst 2026-11-22.');
    expect(section).toContain('Utgåva 2026-11-22.1.');
    expect(section).toContain(`<a href="${link}">`);
  });
});
