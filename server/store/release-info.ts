import type { ReleaseInfo } from '../../web/shared/api.ts';
import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import type { NumberedRelease } from './release-file.ts';
import type { ServedRelease } from './release-switch.ts';

/** A locked answer is the same for ever, so when Kolada last was asked is left out of it. */
export function answeredFrom(
  served: ServedRelease,
  release: NumberedRelease,
  { release: locked }: Comparison,
): ReleaseInfo {
  const info = releaseInfo(served, release);
  return locked === undefined ? info : { ...info, checkedAt: info.publishedAt };
}

/** Any release as readers are told of it; the newest when none is named. */
export function releaseInfo(
  { file, checkedAt }: ServedRelease,
  { id, number, publishedAt, source }: NumberedRelease = file.newest,
): ReleaseInfo {
  const isNewest = number === file.newest.number;
  return { id, publishedAt, checkedAt: isNewest ? checkedAt : publishedAt, source };
}
