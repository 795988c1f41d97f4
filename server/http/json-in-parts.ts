import { createBreather } from '../work.ts';

/** Of a list, at a time. */
const partSize = 2000;

/**
 * What `JSON.stringify` gives, made in parts where there are long lists: tens of thousands of
 * values at once would hold up everybody else.
 * @param value objects, lists and plain values, of which only the lists may be long
 */
export function jsonInParts(value: object): Promise<string> {
  return inParts(value, createBreather());
}

type Breathe = () => Promise<void>;

async function inParts(value: object, breathe: Breathe): Promise<string> {
  if (Array.isArray(value)) return listInParts(value, breathe);
  const members: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    const json: string | undefined =
      typeof member === 'object' && member !== null
        ? await inParts(member, breathe)
        : JSON.stringify(member);
    if (json !== undefined) members.push(`${JSON.stringify(name)}:${json}`);
  }
  return `{${members.join(',')}}`;
}

async function listInParts(list: readonly unknown[], breathe: Breathe): Promise<string> {
  const parts: string[] = [];
  for (let from = 0; from < list.length; from += partSize) {
    parts.push(JSON.stringify(list.slice(from, from + partSize)).slice(1, -1));
    await breathe();
  }
  return `[${parts.join(',')}]`;
}
