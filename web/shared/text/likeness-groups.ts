/** Kolada's own lists of likes, told by their titles: `Liknande kommuner äldreomsorg, Bräcke, 2024`. */
const title = /^Liknande (?:kommuner|regioner)(.*), ([^,]+), (\d{4})$/;

const homeCare = 'äldreomsorg';

/** Name of the kommun that a list of likes was made for, which is not among its members. */
export function likenessOwner(groupTitle: string): string | undefined {
  return title.exec(groupTitle)?.[2];
}

/** Lists about the care of the elderly come first, then the other lists of likes, then the rest. */
export function likenessRank(groupTitle: string): number {
  const subject = title.exec(groupTitle)?.[1]?.trim();
  if (subject === undefined) return 2;
  return subject === homeCare ? 0 : 1;
}
