/** Words inside charts, and the sentences that must stand beside them. */
import { formatValue } from './number.ts';

export const chartText = {
  missing: 'saknas',
  unmeasured: 'ej mätt',
  median: 'median',
  women: 'kvinnor',
  men: 'män',
  total: 'totalt',
  equal: 'lika',
} as const;

export const genderText = { T: chartText.total, K: chartText.women, M: chartText.men } as const;

/** `Axeln börjar vid 70 %.` */
export function cutAxisNote(start: number, unit: string): string {
  return `Axeln börjar vid ${formatValue(start, unit)}.`;
}

/** Both axes of a scatter plot. */
export function cutAxesNote(x: string | undefined, y: string | undefined): string | undefined {
  if (x !== undefined && y !== undefined)
    return `Den vågräta axeln börjar vid ${x} och den lodräta vid ${y}.`;
  if (x !== undefined) return `Den vågräta axeln börjar vid ${x}.`;
  return y === undefined ? undefined : `Den lodräta axeln börjar vid ${y}.`;
}

export function onlyFirstAndLastNote(first: string, last: string): string {
  return `Diagrammet visar ${first} och ${last}; alla år finns i tabellen.`;
}

export const namesInTableNote = 'Alla namn får inte plats vid linjerna; de står i tabellen.';

/** A tick: no more decimals than its step needs, millions and milliards shortened. */
export function formatTick(value: number, step: number): string {
  const magnitude = Math.abs(step);
  const [divisor, suffix] =
    magnitude >= 2.5e8 ? [1e9, '\u00a0md'] : magnitude >= 2.5e5 ? [1e6, '\u00a0mn'] : [1, ''];
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(magnitude / divisor) + 0.7)));
  const shown = new Intl.NumberFormat('sv-SE', { maximumFractionDigits: decimals }).format(
    value / divisor,
  );
  return value === 0 ? '0' : `${shown}${suffix}`;
}

/** Who has the higher value, and by how much: `kvinnor +2,2`. */
export function genderGapText(difference: number, amount: string): string {
  if (difference === 0) return chartText.equal;
  return `${difference > 0 ? chartText.women : chartText.men}\u00a0+${amount}`;
}

/** Above the dots of every kommun. */
export const spreadText = {
  middleHalf: (count: number, low: string, high: string) =>
    `hälften av ${count} kommuner: ${low} till ${high}`,
  median: (value: string) => `median ${value}`,
} as const;
