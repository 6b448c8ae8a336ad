/** What was and what is, side by side in a batch: one change, which is one update of whatever it counts in. */
import { hashKey } from '../../src/language/types/compare.ts';
import type { Row } from './row.ts';

/**
 * Whether `after` is what became of the row that `before` takes back. They have the time of the change and one key: a row of
 * another key, or of later, is a change of its own, however the records were put into batches.
 */
export const isOneChange = (before: Row, after: Row | undefined): boolean =>
  before.deleted &&
  after?.deleted === false &&
  after.time === before.time &&
  after.late === before.late &&
  hashKey(after.key) === hashKey(before.key);
