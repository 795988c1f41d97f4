import { catalogueTrials } from './catalogue.ts';
import { conflictTrials } from './conflicts.ts';
import { nextUrlTrials } from './next-urls.ts';
import { partTrials } from './parts.ts';
import { shapeTrials } from './shapes.ts';
import { transportTrials } from './transport.ts';
import type { Trial } from './trial.ts';
import { valueTrials } from './values.ts';

/** Every kind of fault that is tried. */
export const trials: readonly Trial[] = [
  ...conflictTrials,
  ...valueTrials,
  ...partTrials,
  ...catalogueTrials,
  ...shapeTrials,
  ...nextUrlTrials,
  ...transportTrials,
];
