/** Turns what a place cannot do into a message and an exit code. */
import { ConnectorError } from '../../runtime/connectors/port.ts';
import { FormatError } from '../../runtime/formats/port.ts';
import { FailedBatchError, UnknownTopicError } from '../../runtime/jobs/job.ts';
import { nearest } from '../../src/language/text/nearest.ts';
import { listOf } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';

/** More names than this would bury the message. */
const NAMES_SHOWN = 20;

/** The exit code of `work`, or of the ConnectorError, UnknownTopicError, FormatError or FailedBatchError it throws, which is told on stderr. */
export async function tellPlaceErrors(io: Io, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnknownTopicError) {
      await io.stderr.write(`ferris-sql: ${error.message}\n  ${hintFor(error)}\n`);
      return EXIT.unreadable;
    }
    if (error instanceof FailedBatchError) {
      await io.stderr.write(
        `${error.message}\nferris-sql: stopped, because failure_strategy is FailBatch; nothing of its batch was committed\n`,
      );
      return EXIT.findings;
    }
    if (error instanceof FormatError) {
      await io.stderr.write(`ferris-sql: ${error.message}\n`);
      return error.kind === 'unreachable' ? EXIT.unreachable : EXIT.unplannable;
    }
    if (!(error instanceof ConnectorError)) throw error;
    await io.stderr.write(`ferris-sql: ${error.message}\n`);
    return error.kind === 'unreachable' ? EXIT.unreachable : EXIT.unreadable;
  }
}

function hintFor({ topic, known }: UnknownTopicError): string {
  if (known.length === 0) return "it has no topic yet: 'ferris-sql produce --topic NAME' makes one";
  const meant = nearest(topic, known);
  const there = [...known].sort();
  const more = there.length > NAMES_SHOWN ? ` and ${there.length - NAMES_SHOWN} more` : '';
  const topics = more
    ? `${there.slice(0, NAMES_SHOWN).join(', ')}${more}`
    : listOf(there).replace(/ or ([^ ]*)$/, ' and $1');
  return `${meant ? `did you mean '${meant}'? ` : ''}its topics are ${topics}`;
}
