import { createBreather } from '../work.ts';

/** Of a list, at a time. */
const partSize = 2000;

/**
 * What `JSON.stringify` gives, made in parts where there are long lists: tens of thousands of
 * values at once would hold up everybody else.
 * @param value objects, lists and plain values, of which only the lists may be long
 * @param fit makes each part fit for where it will stand; no part begins or ends within a text
 */
export function jsonInParts(
  value: object,
  fit: (json: string) => string = (json) => json,
): Promise<string> {
  return inParts(value, { fit, breathe: createBreather() });
}

interface Making {
  readonly fit: (json: string) => string;
  readonly breathe: () => Promise<void>;
}

async function inParts(value: object, making: Making): Promise<string> {
  if (Array.isArray(value)) return listInParts(value, making);
  const members: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    const json = await memberInParts(member, making);
    if (json !== undefined) members.push(`${making.fit(JSON.stringify(name))}:${json}`);
  }
  return `{${members.join(',')}}`;
}

async function memberInParts(member: unknown, making: Making): Promise<string | undefined> {
  if (typeof member === 'object' && member !== null) return inParts(member, making);
  const json: string | undefined = JSON.stringify(member);
  return json === undefined ? undefined : making.fit(json);
}

async function listInParts(list: readonly unknown[], { fit, breathe }: Making): Promise<string> {
  const parts: string[] = [];
  for (let from = 0; from < list.length; from += partSize) {
    parts.push(fit(JSON.stringify(list.slice(from, from + partSize)).slice(1, -1)));
    await breathe();
  }
  return `[${parts.join(',')}]`;
}
