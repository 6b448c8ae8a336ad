/** What the group of a job is called. */
import path from 'node:path';
import { UsageError } from '../../arguments.ts';

/** As given, or after the file. Throws UsageError where neither gives one. */
export function groupName(given: string | undefined, file: string): string {
  const name = given ?? path.basename(file).replace(/\.[A-Za-z]+$/, '');
  if (name === '' || name === '-')
    throw new UsageError('the job needs a name', 'give it by --group-id GROUP or FERRIS_CONSUMER_GROUP');
  return name;
}
