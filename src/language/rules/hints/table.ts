/** The rules for hints, in the order of their pages. */
import type { AttachedHints } from '../../hints/attach.ts';
import type { Rule } from '../define.ts';
import { duplicateKey } from './duplicate-key.ts';
import { latencyFeasible } from './latency-feasible.ts';
import { lookalike } from './lookalike.ts';
import { misplaced } from './misplaced.ts';
import { missingValue } from './missing-value.ts';
import { replicaRange } from './replica-range.ts';
import { spotAvailability } from './spot-availability.ts';
import { unknownKey } from './unknown-key.ts';
import { wrongValue } from './wrong-value.ts';

export const hintRules: readonly Rule<AttachedHints>[] = [
  unknownKey,
  missingValue,
  wrongValue,
  duplicateKey,
  misplaced,
  lookalike,
  replicaRange,
  latencyFeasible,
  spotAvailability,
];
