/** The rules for hints, in the order of their pages. */
import type { AttachedHints } from '../../hints/attach.ts';
import type { Rule } from '../define.ts';
import { archInstance } from './arch-instance.ts';
import { availabilitySingle } from './availability-single.ts';
import { backpressureOff } from './backpressure-off.ts';
import { circuitBreakerOff } from './circuit-breaker-off.ts';
import { conditionIncomplete } from './condition-incomplete.ts';
import { cpuInstance } from './cpu-instance.ts';
import { customComplete } from './custom-complete.ts';
import { downtime } from './downtime.ts';
import { duplicateKey } from './duplicate-key.ts';
import { gpu } from './gpu.ts';
import { latencyFeasible } from './latency-feasible.ts';
import { latencyOrder } from './latency-order.ts';
import { lookalike } from './lookalike.ts';
import { metricThreshold } from './metric-threshold.ts';
import { misplaced } from './misplaced.ts';
import { missingValue } from './missing-value.ts';
import { regions } from './regions.ts';
import { replicaRange } from './replica-range.ts';
import { scheduleWithoutCron } from './schedule-without-cron.ts';
import { spotAvailability } from './spot-availability.ts';
import { twoDrivers } from './two-drivers.ts';
import { unknownKey } from './unknown-key.ts';
import { wakeUp } from './wake-up.ts';
import { wrongValue } from './wrong-value.ts';
import { zeroReplicas } from './zero-replicas.ts';
import { zoneRegion } from './zone-region.ts';

export const hintRules: readonly Rule<AttachedHints>[] = [
  unknownKey,
  missingValue,
  wrongValue,
  duplicateKey,
  misplaced,
  lookalike,
  customComplete,
  replicaRange,
  zeroReplicas,
  wakeUp,
  conditionIncomplete,
  metricThreshold,
  twoDrivers,
  latencyFeasible,
  latencyOrder,
  spotAvailability,
  availabilitySingle,
  downtime,
  cpuInstance,
  archInstance,
  gpu,
  zoneRegion,
  regions,
  scheduleWithoutCron,
  circuitBreakerOff,
  backpressureOff,
];
