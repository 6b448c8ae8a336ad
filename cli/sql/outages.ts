/** Tells a person that brokers are gone and waited for, and that they are back. */
import type { OpenOptions } from '../../runtime/connectors/open.ts';
import type { Io } from '../io.ts';

export const tellOutages =
  (io: Io): NonNullable<OpenOptions['onOutage']> =>
  outage => {
    const text =
      'why' in outage
        ? `${outage.why}: it is waited for, ${Math.round(outage.patienceMs / 1000)} s at most`
        : `the brokers answer again, after ${Math.max(1, Math.round(outage.overAfterMs / 1000))} s`;
    void io.stderr.write(`ferris-sql: ${text}\n`);
  };
