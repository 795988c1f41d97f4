/** No release has been published in DATA_DIR, so there is nothing to serve. */
export class NoReleaseError extends Error {
  override readonly name = 'NoReleaseError';
}
