/** What the API server refused, in words: conflicts with their owner and field, the rest as it says it. */
import type { RefusedError } from './cluster.ts';

export interface Refusal {
  /** `Deployment ferris-trading`. */
  readonly name: string;
  readonly error: RefusedError;
}

/** Lines for stderr, without a heading. */
export function refusalsText(refusals: readonly Refusal[]): string {
  const lines = refusals.flatMap(({ name, error }) => {
    const conflicts = conflictsOf(error);
    if (conflicts.length === 0) return [`  ${name}: ${reasonOf(error)}\n`];
    return conflicts.map(
      ({ owner, field }) => `  ${name}: ${field} belongs to '${owner}', which has set another value\n`,
    );
  });
  const conflicting = refusals.some(({ error }) => conflictsOf(error).length > 0);
  return `${lines.join('')}${conflicting ? TAKE_OVER : ''}`;
}

const TAKE_OVER =
  '  --force-conflicts takes such fields over; their owner may set them back as long as it goes on managing them\n';

interface Conflict {
  readonly owner: string;
  readonly field: string;
}

const conflictsOf = ({ causes }: RefusedError): readonly Conflict[] =>
  causes
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .map(({ message = '', field = '' }) => ({ owner: /conflict with "([^"]*)"/.exec(message)?.[1] ?? message, field }));

/** Of a refusal that is no conflict. */
export function reasonOf({ status, message }: RefusedError): string {
  if (status === 401) return `the cluster does not accept these credentials (${message}); log in again`;
  if (status === 403) return `these credentials may not do this: ${message}`;
  return message;
}
