/** `Borås, Härryda och Piteå`; empty for an empty list. */
export function joinAnd(parts: readonly string[]): string {
  if (parts.length <= 1) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} och ${parts.at(-1)}`;
}

/** The first names and how many more there are: `Ale, Alingsås, Alvesta och 57 till`. */
export function joinSome(parts: readonly string[], most: number): string {
  if (parts.length <= most + 1) return joinAnd(parts);
  return `${parts.slice(0, most).join(', ')} och ${parts.length - most} till`;
}
