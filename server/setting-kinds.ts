import { z } from 'zod';

/** What a setting may be; each message says what is allowed, to stand after what was written. */

/** @param what `a port`: how the message begins */
export function wholeSetting(what: string, min: number, max: number) {
  const error = `${what} is written with digits, from ${min} to ${max}`;
  return numberSetting(/^\d+$/, { min, max, error });
}

/** A number that may have decimals. */
export function decimalSetting(what: string, min: number, max: number) {
  const error = `${what} is written with digits, such as 5 or 0.5, from ${min} to ${max}`;
  return numberSetting(/^\d+(?:\.\d+)?$/, { min, max, error });
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly error: string;
}

/** Only what people write: `1e3`, `0x10` and ` 5 ` are numbers to JavaScript alone. */
function numberSetting(form: RegExp, { min, max, error }: Bounds) {
  return z
    .string()
    .regex(form, { error, abort: true })
    .transform(Number)
    .refine((number) => number >= min && number <= max, { error });
}

export function choiceSetting<const Choice extends string>(choices: readonly Choice[]) {
  return z.enum(choices, { error: `must be one of ${choices.join(', ')}` });
}

/** An address that more is added to, so nothing may stand after its path. Without its last slash. */
export const addressSetting = z
  .string()
  .trim()
  .refine((text) => /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text) && !/\s/.test(text), {
    error: 'must be an http(s) address, such as https://stat.example.se',
    abort: true,
  })
  .refine((text) => !/^\w+:\/\/[^/?#]*@/.test(text), {
    error: 'must hold no user name or password',
    abort: true,
  })
  .refine((text) => !/[?#]/.test(text), { error: 'must hold no query (?) and no fragment (#)' })
  .transform((text) => text.replace(/\/+$/, ''));

export const hostSetting = z
  .string()
  .regex(/^[^\s/@?#\p{Cc}]{1,255}$/u, 'must be a host name or an address, such as 0.0.0.0');

export const folderSetting = z
  .string()
  .max(4000, { error: 'must be a path of at most 4000 characters', abort: true })
  .regex(/^\P{Cc}*[^\s\p{Cc}]\P{Cc}*$/u, 'must be the path of a folder');

const origin = /^https?:\/\/(?:\*\.)?[a-z\d](?:[\w-]*(?:\.[\w-]+)*)(?::(?:\d{1,5}|\*))?$/i;

/** Who may embed, as the directive `frame-ancestors` takes it. */
export const frameAncestorsSetting = z
  .string()
  .transform((text) => text.split(' ').filter((source) => source !== ''))
  .transform((sources) => sources.map((source) => source.replace(/^(https?:\/\/[^/]+)\/$/i, '$1')))
  .refine(isFrameAncestors, {
    error:
      "must be *, 'none', 'self' or http(s) origins with spaces between, such as https://*.example.se",
  })
  .transform((sources) => sources.join(' '));

function isFrameAncestors(sources: readonly string[]): boolean {
  const [first] = sources;
  if (sources.length === 1 && (first === '*' || first === "'none'")) return true;
  return sources.length > 0 && sources.every((one) => one === "'self'" || isOrigin(one));
}

function isOrigin(text: string): boolean {
  return origin.test(text) && URL.canParse(text.replace('*.', '').replace(/:\*$/, ''));
}

const shownLength = 200;

/**
 * What was written, as a message may show it: addresses hold passwords and keys by mistake.
 * @returns quoted; what stands before an `@`, where a port should be, or after `?` and `#` is hidden
 */
export function shownSetting(text: string): string {
  const hidden = text
    .replace(/^(\s*(?:\w+:)?(?:\/\/)?).*@/s, '$1***@')
    .replace(/^(\s*\w+:\/\/[^/:@]+:)(?!\d*(?:[/?#\s]|$)).*/s, '$1***')
    .replace(/[?#].*/s, (rest) => `${rest.charAt(0)}***`);
  const cut = hidden.length > shownLength ? `${hidden.slice(0, shownLength)}…` : hidden;
  return JSON.stringify(cut);
}
