/** What happens while something that the query depends on keeps failing. */
import { defineCategory, defineHint } from '../define.ts';
import { boolean, oneOf } from '../types/choice.ts';
import { integer } from '../types/number.ts';

export const circuitBreaker = defineCategory({
  name: 'circuit_breaker',
  title: 'Circuit breaker',
  doc: 'What happens while something that the query depends on keeps failing.',
  hints: [
    defineHint({
      key: 'circuit_breaker.enabled',
      type: boolean('Stop calling what keeps failing, for a while', 'Call it every time'),
      doc: 'Whether to stop for a while after repeated failures.',
      example: 'true',
    }),
    defineHint({
      key: 'circuit_breaker.failure_threshold',
      type: integer({ min: 1, max: 100_000, unit: 'failures' }),
      doc: 'Failures in a row that open the circuit.',
      example: '10',
    }),
    defineHint({
      key: 'circuit_breaker.recovery_timeout_seconds',
      type: integer({ min: 1, max: 86_400, unit: 'seconds' }),
      doc: 'How long the circuit stays open before one attempt is made.',
      example: '30',
    }),
    defineHint({
      key: 'circuit_breaker.fallback_strategy',
      type: oneOf({
        cached_results:
          'Others go on with what was committed last; the records stay in their topics until the circuit closes',
        dead_letter:
          'The records stay in their topics, aside from the results, and are worked off when the circuit closes',
        skip: 'Leave the records out: not done, as it would lose them; they are kept as with dead_letter, and the log says so',
        fail: 'End the job when the circuit opens; nothing that was not committed is lost',
      }),
      doc: 'What becomes of the records that arrive while the circuit is open. None is lost or doubled by any of these.',
      example: 'cached_results',
    }),
  ],
});
