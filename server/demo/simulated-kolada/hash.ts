/** A well-mixed unsigned 32-bit number of three others (murmur3's finaliser); no state, no memory. */
export function mix(a: number, b: number, c: number): number {
  let hash = a ^ Math.imul(b + 0x7f4a7c15, 0x9e3779b1) ^ Math.imul(c + 0x3c6ef372, 0x85ebca6b);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The same, as a fraction from 0 up to 1. */
export function fraction(a: number, b: number, c: number): number {
  return mix(a, b, c) / 2 ** 32;
}

/** FNV-1a of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
