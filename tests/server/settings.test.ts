import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig, settingNames } from '../../server/config.ts';

/** What is said of one setting alone; undefined where it is taken. */
function fault(name: string, value: string): string | undefined {
  try {
    readConfig({ [name]: value });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

const numbers = ['PORT', 'KOLADA_REQUESTS_PER_SECOND', 'KOLADA_CONNECTIONS', 'REFRESH_HOURS'];
const wholes = ['PORT', 'KOLADA_CONNECTIONS'];
const addresses = ['KOLADA_URL', 'PUBLIC_ORIGIN'];

describe('numbers', () => {
  test.each(numbers)('%s is written with digits, and the message quotes what was not', (name) => {
    const wrong = ['1e3', '0x10', '0b1', ' 30', '30 ', '-1', '+5', 'NaN', 'Infinity', 'tre', '3,5'];
    const odd = ['٣٠', '３０', '5.', '.5', '5_000', '1 000', '9'.repeat(40), 'true', '[]', '30\n'];
    for (const text of [...wrong, ...odd]) {
      const said = fault(name, text);
      expect(said).toContain(`${name}=${JSON.stringify(text)}: `);
      expect(said).toMatch(/is written with digits, .*from [\d.]+ to \d+/);
      expect(said).not.toContain('NaN,');
      expect(said).not.toContain('received');
    }
  });

  test.each(wholes)('%s has no decimals', (name) => {
    expect(fault(name, '3000.5')).toContain('is written with digits, from');
    expect(fault(name, '5.0')).toContain('is written with digits, from');
  });

  test('limits are those that are told', () => {
    for (const name of numbers) {
      const [, least = '', most = ''] = /from ([\d.]+) to (\d+)/.exec(fault(name, 'x') ?? '') ?? [];
      expect(fault(name, least)).toBeUndefined();
      expect(fault(name, most)).toBeUndefined();
      expect(fault(name, `${Number(most) + 1}`)).toContain(name);
    }
    expect(readConfig({ PORT: '0', REFRESH_HOURS: '0.5' })).toMatchObject({
      port: 0,
      refreshHours: 0.5,
    });
  });

  test('whatever is taken is what its digits say', () => {
    const text = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
    fc.assert(
      fc.property(fc.constantFrom(...numbers), text, (name, value) => {
        const isTaken = value === '' || fault(name, value) === undefined;
        expect(isTaken && value !== '').toBe(isTaken && /^\d+(?:\.\d+)?$/.test(value));
      }),
    );
  });
});

describe('addresses', () => {
  const secret = 'hemligt7';
  test.each(addresses)('%s holds no password, query or fragment, and none is shown', (name) => {
    const wrong = [
      `https://user:${secret}@api.example.se/v3`,
      `https://${secret}@api.example.se`,
      `https://user:${secret}@`,
      `https://user:a/${secret}@api.example.se`,
      `https://user:a@${secret}@api.example.se`,
      `https://user:a?${secret}@api.example.se`,
      `https://user:a#${secret}@api.example.se`,
      `https://user:${secret}`,
      `https://user:a ${secret}@api.example.se`,
      `ftp://user:${secret}@api.example.se`,
      `user:${secret}@api.example.se`,
      `https://api.example.se?key=${secret}`,
      `https://api.example.se/v3#${secret}`,
      ` https://user:${secret}@api.example.se\n`,
    ];
    for (const text of wrong) {
      const said = fault(name, text);
      expect(said).toContain(`${name}="`);
      expect(said).not.toContain(secret);
    }
    expect(fault(name, `https://u:${secret}@a.se`)).toContain('no user name or password');
    expect(fault(name, 'https://a.se/?')).toContain('no query (?) and no fragment (#)');
    expect(fault(name, 'https://@a.se')).toContain('no user name or password');
  });

  test.each(addresses)('%s is http(s) and nothing else', (name) => {
    const wrong = ['kolada.se', '//kolada.se', 'javascript:alert(1)', 'data:,x', 'file:///etc'];
    const odd = ['http://', 'http:kolada.se', 'https://a b.se', 'https://a.se:99999', '  ', '0'];
    for (const text of [...wrong, ...odd]) expect(fault(name, text)).toContain('http(s) address');
  });

  test.each(addresses)('%s that worked before works still, without its last slash', (name) => {
    const field = name === 'KOLADA_URL' ? 'koladaUrl' : 'publicOrigin';
    for (const text of [
      'https://jamfor.example.se',
      'http://localhost:3000',
      'http://[::1]:3000',
      'https://www.example.se/jamfor/@statistik',
      'https://jämför.example.se',
    ]) {
      expect(readConfig({ [name]: `${text}/` })).toMatchObject({ [field]: text });
    }
  });
});

describe('FRAME_ANCESTORS', () => {
  test.each([
    ['*', '*'],
    ["'self'", "'self'"],
    ["'none'", "'none'"],
    ['https://www.bracke.se', 'https://www.bracke.se'],
    ['https://*.example.se:8443  http://intranet/', 'https://*.example.se:8443 http://intranet'],
    ["'self' https://a.se:*", "'self' https://a.se:*"],
  ])('may be %s', (text, taken) => {
    expect(readConfig({ FRAME_ANCESTORS: text }).frameAncestors).toBe(taken);
  });

  test.each([
    'javascript:',
    'javascript:alert(1)',
    'data:',
    'https:',
    'https://',
    'blob:',
    "* 'self'",
    "'none' https://a.se",
    "'self'; script-src *",
    'https://a.se; script-src *',
    'https://a.se, https://b.se',
    'https://a.se/path',
    'https://a.se?x',
    'https://user:pw@a.se',
    'https://a.*.se',
    'https://*',
    'https://a.se:99999',
    'https://a.se:x',
    'self',
    'none',
    "'unsafe-inline'",
    'ftp://a.se',
    'https://kommunå.se',
    'https://a.se\nX-Injected: 1',
    'https://a.se\thttps://b.se',
    ' ',
  ])('may not be %j', (text) => {
    expect(fault('FRAME_ANCESTORS', text)).toContain('must be *');
  });

  test('whatever is taken is one directive without schemes to run', () => {
    const part = fc.constantFrom(
      '*',
      "'self'",
      "'none'",
      'https://a.se',
      'javascript:',
      'data:',
      ';',
      ',',
      'https://*.b.se',
      '/x',
      '"',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(' ', '  '),
        (parts, between) => {
          const text = parts.join(between);
          if (fault('FRAME_ANCESTORS', text) !== undefined) return;
          const { frameAncestors } = readConfig({ FRAME_ANCESTORS: text });
          const one =
            /^(?:\*|'none'|(?:'self'|https:\/\/(?:\*\.)?[ab]\.se)(?: (?:'self'|https:\/\/(?:\*\.)?[ab]\.se))*)$/;
          expect(frameAncestors).toMatch(one);
        },
      ),
    );
  });
});

describe('every setting', () => {
  test('left empty has its default', () => {
    expect(readConfig(Object.fromEntries(settingNames.map((name) => [name, ''])))).toEqual(
      readConfig({}),
    );
  });

  const strange = [' ', '\t', '\u0000', 'a\u0000b', '٣', '\u202e3000', '\ud800', '-', "'", '{}'];
  test.each(settingNames)('%s that cannot be is named, quoted and told in one line', (name) => {
    for (const text of [...strange, 'x'.repeat(100_000), ' '.repeat(5000)]) {
      const said = fault(name, text);
      if (said === undefined) continue;
      const lines = said.split('\n');
      expect(lines).toHaveLength(2);
      expect(lines[1]).toMatch(new RegExp(`^ {2}${name}=".*": .*(?:must|digits)`, 'su'));
      expect(said.length).toBeLessThan(600);
      expect(said).not.toMatch(/received|expected|Invalid input|undefined/);
    }
    expect(fault(name, ' ')).toContain(`${name}=" "`);
    expect(fault(name, 'a\u0000b')).toContain(name);
    expect(fault(name, 'x'.repeat(100_000))).toContain('…"');
  });
});
