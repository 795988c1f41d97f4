import { expect, test } from 'vitest';
import { embedForms } from '../../../web/shared/embed/embed-forms.ts';
import { embeddedQuery, oembedAnswer } from '../../../server/pages/oembed.ts';

const origin = 'https://jamfor.example';
const input = {
  origin,
  query: 'kommuner=bracke,boras&visa=linje',
  title: 'Bräcke "högst" <b>',
  imageAlternative: 'Linjer & punkter',
};

test('every form carries the comparison and escapes what goes into attributes', () => {
  const forms = embedForms(input);
  expect(forms.address).toBe(`${origin}/inbaddat?kommuner=bracke,boras&visa=linje`);
  expect(forms.iframe).toContain('kommuner=bracke,boras&amp;visa=linje');
  expect(forms.iframe).toContain('title="Bräcke &quot;högst&quot; &lt;b&gt;"');
  expect(forms.iframe).toContain('loading="lazy"');
  expect(forms['iframe-script']).toContain(`src="${origin}/inbaddat.js"`);
  expect(forms.element).toContain('<omvarld-diagram fraga="kommuner=bracke,boras&amp;visa=linje"');
  expect(forms.image).toContain('alt="Linjer &amp; punkter"');
});

test('the oEmbed answer holds one iframe within the sizes asked for', () => {
  const answer = oembedAnswer({ ...input, names: input, maxWidth: 400, maxHeight: 300 });
  expect(answer).toMatchObject({ version: '1.0', type: 'rich', width: 400, height: 300 });
  expect(String(answer['html']).match(/<iframe/g)).toHaveLength(1);
  expect(answer['html']).toContain('width="400"');
});

test('only our own comparison pages can be embedded', () => {
  expect(embeddedQuery(`${origin}/jamfor?visa=linje`, origin)).toBe('visa=linje');
  expect(embeddedQuery(`${origin}/`, origin)).toBe('');
  expect(embeddedQuery('https://other.example/jamfor', origin)).toBeUndefined();
  expect(embeddedQuery(`${origin}/api/v1/kpis`, origin)).toBeUndefined();
  expect(embeddedQuery('javascript:alert(1)', origin)).toBeUndefined();
  expect(embeddedQuery('not an address', origin)).toBeUndefined();
});
