/** CONVERT_TZ. */
import type { Timestamp } from '../../types/temporal.ts';
import { defineScalar } from '../define.ts';
import { localTime, momentOf, timeZone } from './time-zone.ts';

export const convertTz = defineScalar<[Timestamp, string, string]>(
  'CONVERT_TZ(time TIMESTAMP, from STRING, to STRING) → TIMESTAMP',
  {
    category: 'time',
    literals: { from: timeZone, to: timeZone },
    doc: `What clocks in the zone \`to\` show when those in the zone \`from\` show the time. Event time and all stored times are UTC: \`CONVERT_TZ(t, 'UTC', 'Europe/Berlin')\` is the local time, for its hour or day; also written \`t AT TIME ZONE 'Europe/Berlin'\`. What it gives is no moment any more and must not be compared with one.

A zone is a name of the IANA database (\`America/New_York\`) or a fixed offset (\`+02:00\`); a record error for another text, refused before the run when it is a literal. A time that clocks in \`from\` jump over is taken as much later as they jump; of one that they show twice, the earlier.`,
    examples: [
      [`CONVERT_TZ(TIMESTAMP '2023-11-14 22:13:20', 'UTC', 'America/New_York')`, `TIMESTAMP '2023-11-14 17:13:20'`],
      [`CONVERT_TZ(TIMESTAMP '2023-07-14 09:00:00', 'Europe/Berlin', 'UTC')`, `TIMESTAMP '2023-07-14 07:00:00'`],
      [`CONVERT_TZ(TIMESTAMP '2023-11-14 22:13:20', '+02:00', '-0530')`, `TIMESTAMP '2023-11-14 14:43:20'`],
      [`CONVERT_TZ(TIMESTAMP '2024-03-31 02:30:00', 'Europe/Berlin', 'UTC')`, `TIMESTAMP '2024-03-31 01:30:00'`],
      [`CONVERT_TZ(TIMESTAMP '2024-10-27 02:30:00', 'Europe/Berlin', 'UTC')`, `TIMESTAMP '2024-10-27 00:30:00'`],
    ],
    evaluate: ([time, from, to]) => localTime(momentOf(time, timeZone(from)), timeZone(to)),
  },
);
