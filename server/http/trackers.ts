/**
 * Keys that others hang on an address on its way to the reader: campaigns, clicks, analytics, what
 * stands against caches, and what WordPress adds to its questions. They mean nothing to anybody here.
 */
const trackers =
  /^(?:utm_\w*|mc_\w*|mtm_\w*|pk_\w*|_hs\w*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|ttclid|yclid|igshid|igsh|li_fat_id|_ga|_gl|_|v|ver|cb|dnt)$/i;

/** The query without what means nothing to anybody here. */
export function withoutTrackers(params: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...params].filter(([key]) => !trackers.test(key)));
}
