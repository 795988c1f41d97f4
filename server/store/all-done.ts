/**
 * Like `Promise.all`, but a failure is thrown only when the others have ended too: what they work
 * on must not be closed under them.
 */
export async function whenAllDone<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
