/** Whether a statement's input goes on for ever, as far as that is decided. */
import type { StatementSubject } from './check.ts';
import { writeOf } from './walk.ts';

/**
 * `no`: it ends, or nothing is read. `undecided`: a bare SELECT that may be run either way. `yes`: a stream without end,
 * as what is created, inserted and deployed always is.
 */
export function isEndless({ bound, bounded }: StatementSubject): 'yes' | 'no' | 'undecided' {
  const write = writeOf(bound);
  if (!write || bounded === true) return 'no';
  return bounded === false || !write.bare ? 'yes' : 'undecided';
}
