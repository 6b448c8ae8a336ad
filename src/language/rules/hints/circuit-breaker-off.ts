/** How a circuit breaker works matters only where there is one. */
import type { AttachedHints } from '../../hints/attach.ts';
import { readingsOf } from '../../hints/reading.ts';
import { defineRule } from '../define.ts';
import { setHint } from './edits.ts';
import { idleLines } from './idle-lines.ts';

const ENABLED = 'circuit_breaker.enabled';
const KEYS = [
  'circuit_breaker.failure_threshold',
  'circuit_breaker.recovery_timeout_seconds',
  'circuit_breaker.fallback_strategy',
  'scaling.on_circuit_open',
];

export const circuitBreakerOff = defineRule<AttachedHints>({
  id: 'hints/circuit-breaker-off',
  severity: 'warning',
  tag: 'unnecessary',
  title: 'Hints about the circuit breaker go with circuit_breaker.enabled=true',
  why: 'No workload has a circuit breaker unless it is enabled: until then its other hints change nothing, and what keeps failing is called every time.',
  bad: '-- @ferris:circuit_breaker.failure_threshold=10\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:circuit_breaker.failure_threshold=10\n-- @ferris:circuit_breaker.enabled=true\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    const idle = idleLines(readingsOf(attached), KEYS, reading => reading.surely(ENABLED, value => value !== 'true'));
    for (const { line, reading } of idle)
      report(line.keySpan, {
        message: `${line.key} has no effect: the circuit breaker is not enabled`,
        help: `set ${ENABLED}=true, or delete this hint`,
        fixes: [{ title: `Set ${ENABLED}=true`, edits: [setHint(reading, ENABLED, 'true', line)] }],
      });
  },
});
