/** What an embed page tells the page around it, in both dialects that listeners in use understand. */

export const heightMessageType = 'omvarld:height';

/** Heights outside this span are taken for mistakes, or for an attack on the surrounding page. */
export const heightLimits = { min: 120, max: 4000 } as const;

/**
 * Height in CSS pixels that a message asks for, held within the limits; undefined for every
 * message that is not ours.
 */
export function readHeightMessage(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  if (!('type' in data) || data.type !== heightMessageType || !('height' in data)) return undefined;
  const { height } = data;
  if (typeof height !== 'number' || !Number.isFinite(height)) return undefined;
  return Math.min(heightLimits.max, Math.max(heightLimits.min, Math.ceil(height)));
}
