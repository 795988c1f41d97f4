/** Numbers as a Swedish reader expects them. For display only: data files carry what Kolada sent. */

const noBreakSpace = '\u00a0';

/** How many decimals a reader is shown: none for kr and counts, one for the rest, if the value has any. */
export function displayDecimals(value: number, unit: string): number {
  if (Number.isInteger(value)) return 0;
  if (unit === 'kr') return 0;
  const magnitude = Math.abs(value);
  if (magnitude >= 10_000) return 0;
  if (magnitude > 0 && magnitude < 0.95) return magnitude < 0.095 ? 3 : 2;
  return 1;
}

/** The value rounded as it is shown, so that texts and ties agree with the eye. */
export function displayRounded(value: number, unit: string): number {
  const rounded = Number(value.toFixed(displayDecimals(value, unit)));
  return Object.is(rounded, -0) ? 0 : rounded;
}

/** `401816` → `401 816`, `86.0879` → `86,1`, `85.987` → `86,0` (measured with decimals); no-break spaces between thousands, U+2212 as minus. */
export function formatNumber(value: number, unit = ''): string {
  const decimals = displayDecimals(value, unit);
  return formatter(decimals).format(displayRounded(value, unit));
}

const formatters = new Map<number, Intl.NumberFormat>();

/** Kept, as making one costs more than a thousand uses of it. */
function formatter(decimals: number): Intl.NumberFormat {
  const known = formatters.get(decimals);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('sv-SE', {
    minimumFractionDigits: decimals === 1 ? 1 : 0,
    maximumFractionDigits: decimals,
  });
  formatters.set(decimals, made);
  return made;
}

/** With its unit where one is said after a number: `401 816 kr`, `86,1 %`, `78,4`, `5 timmar`. */
export function formatValue(value: number, unit: string): string {
  if (unit === 'flag' && (value === 0 || value === 1)) return value === 1 ? 'Ja' : 'Nej';
  const suffix = value === 1 ? (singular[unit] ?? valueSuffix(unit)) : valueSuffix(unit);
  const number = formatNumber(value, unit);
  return suffix === '' ? number : `${number}${noBreakSpace}${suffix}`;
}

const singular: Readonly<Record<string, string>> = {
  timmar: 'timme',
  minuter: 'minut',
  dagar: 'dag',
  månader: 'månad',
  procentenheter: 'procentenhet',
};

/** A value and its year without two bare numbers in a row: `92 % 2024`, `78,4 (2024)`. */
export function valueInYear(value: number, unit: string, year: number): string {
  return `${formatValue(value, unit)} ${valueSuffix(unit) === '' ? `(${year})` : year}`;
}

/** What stands after a value of this unit; empty for counts, indexes and flags. */
export function valueSuffix(unit: string): string {
  return unit === 'antal' || unit === 'index' || unit === 'flag' ? '' : unit;
}
