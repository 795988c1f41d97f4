/** What a title ends in that says unit, denominator or answer codes, and not what is measured. */
const tails: readonly RegExp[] = [
  /, andel \(%\)(?=, modellber| - Målnivå)/u,
  /,? ?\((?:[^()]*=[^()]*|kodade svarsalternativ)\)$/u,
  /, ålderstandardiserade värden$/u,
  /[,.]? *(?:genomsnittlig |årsgenomsnittlig )?(?:andel|anel) *(?:kvm *)?(?:positiva svar *)?(?:"Ja" *)?\(%\)(?: av .+)?$/u,
  /,? *(?:\(%\)|procent)$/u,
  /,? *(?:totalt )?antal(?!(?: svar)$)(?: [\p{L}-]+)?(?: ?\/[^,]+| per [^,]+)?(?:, \d{1,3}[-–]\d{1,3} år)?$/u,
  /,? *(?<![\p{L}\d])(?:1 ?000 kr|kr|tkr|mkr|mnkr|kronor|miljoner kronor|kg|gram|ton(?: CO2-?ekv| CO2e| NMVOC)?|liter|kbm|[kMGT]Wh|MW|Mbit\/s|meter|mil|km|kvm(?: BRA)?|minuter|timmar|dagar|recept|resor|inv)(?: ?\/[^,]+)?(?:,? ?1 nov fg år|, \d{1,3}[-–]\d{1,3} år)?$/u,
  /, (?:hektar|procentenheter|meritvärdespoäng|poäng|år)$/u,
  /, (?:index(?: \(max = \d+\))?|mediantid i \p{L}+|medelvärde|genomsnitt|balanstal)$/u,
];

/**
 * What is measured: the title without its unit, denominator and codes.
 * @param title as `plainTitle` gives it
 */
export function topicOf(title: string): string {
  const topic = tails.reduce((text, tail) => text.replace(tail, ''), title);
  const clean = topic.replace(/[\s,.:;–-]+$/u, '').trim();
  return clean === '' ? title : clean;
}
