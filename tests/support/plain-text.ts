/** Text with ordinary spaces, so that an expected sentence can be typed. */
export function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
