/** Tells a person that brokers are gone and waited for, that they are back, and that records are gone before they were read. */
import type { Outage } from '../../runtime/connectors/kafka/outage.ts';
import type { OpenOptions } from '../../runtime/connectors/open.ts';
import type { Io } from '../io.ts';

export const tellOutages =
  (io: Io): NonNullable<OpenOptions['onOutage']> =>
  outage =>
    void io.stderr.write(`ferris-sql: ${inWords(outage)}\n`);

function inWords(outage: Outage): string {
  if ('gone' in outage) return outage.gone;
  if ('why' in outage) return `${outage.why}: it is waited for, ${Math.round(outage.patienceMs / 1000)} s at most`;
  return `the brokers answer again, after ${Math.max(1, Math.round(outage.overAfterMs / 1000))} s`;
}
