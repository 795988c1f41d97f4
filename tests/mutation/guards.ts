import { answersGuards } from './answers-guards.ts';
import { dailyGuards } from './daily-guards.ts';
import { dataGuards } from './data-guards.ts';
import { edgesGuards } from './edges-guards.ts';
import type { Guard } from './guard.ts';
import { lockedGuards } from './locked-guards.ts';
import { judgeGuards } from './judge-guards.ts';
import { listGuards } from './list-guards.ts';
import { loadGuards } from './load-guards.ts';
import { measuresGuards } from './measures-guards.ts';
import { siteGuards } from './site-guards.ts';

export const guards: readonly Guard[] = [
  ...dataGuards,
  ...dailyGuards,
  ...judgeGuards,
  ...listGuards,
  ...siteGuards,
  ...loadGuards,
  ...measuresGuards,
  ...edgesGuards,
  ...answersGuards,
  ...lockedGuards,
];
