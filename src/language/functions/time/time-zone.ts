/** Time zones: of the IANA database, through the host's Intl, or a fixed offset such as `+02:00`. */
import { addInt64 } from '../../types/int64.ts';
import { readOffset, Timestamp } from '../../types/temporal.ts';
import { RecordError } from '../../types/value.ts';

export interface TimeZone {
  /** Milliseconds east of UTC at a moment in milliseconds since 1970. */
  offsetAt(millis: number): number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const zones = new Map<string, TimeZone>();
/** Zones are nearly always literals; a row must not make us keep all it can think of. */
const KEPT = 600;

/** Throws RecordError('argument') for what is no time zone. */
export function timeZone(text: string): TimeZone {
  const known = zones.get(text);
  if (known) return known;
  const name = text.trim();
  const minutes = name === '' ? undefined : readOffset(name, 0);
  const zone = minutes === undefined ? namedZone(name) : fixedZone(minutes * MINUTE);
  if (zones.size >= KEPT) zones.clear();
  zones.set(text, zone);
  return zone;
}

const fixedZone = (offset: number): TimeZone => ({ offsetAt: () => offset });

/** Asking Intl takes microseconds, so a quarter of a day whose ends agree is asked once: no zone changes twice in one. */
const STRETCH = DAY / 4;
const STRETCHES_KEPT = 2000;

function namedZone(name: string): TimeZone {
  const format = formatOf(name);
  if (format.resolvedOptions().timeZone === 'UTC') return fixedZone(0);
  const ask = (millis: number): number => offsetOf(format.format(millis));
  /** By stretch; undefined where the offset changes within. */
  const stretches = new Map<number, number | undefined>();
  return {
    offsetAt: millis => {
      const stretch = Math.floor(millis / STRETCH);
      if (!stretches.has(stretch)) {
        const offset = ask(stretch * STRETCH);
        if (stretches.size >= STRETCHES_KEPT) stretches.clear();
        stretches.set(stretch, ask((stretch + 1) * STRETCH - 1) === offset ? offset : undefined);
      }
      return stretches.get(stretch) ?? ask(millis);
    },
  };
}

function formatOf(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    throw new RecordError(
      'argument',
      `'${name.slice(0, 40)}' is no time zone: a name such as Europe/Berlin or an offset such as +02:00 is`,
    );
  }
}

/** Of a text that ends in `GMT`, `GMT+02:00` or, before there were zones, `GMT-04:56:02`. */
function offsetOf(written: string): number {
  const [, sign, hours, minutes, seconds = 0] = /([+-])(\d+):(\d+)(?::(\d+))?$/.exec(written) ?? [];
  if (sign === undefined) return 0;
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds) * SECOND;
  return sign === '-' ? -offset : offset;
}

/** What clocks in the zone show at a moment, as a time in UTC. */
export const localTime = (moment: Timestamp, zone: TimeZone): Timestamp => later(moment, zone.offsetAt(moment.millis));

/**
 * The moment at which clocks in the zone show a time. One that they jump over is as much later as they jump (as if they
 * had not been changed yet); of one that they show twice it is the earlier.
 */
export function momentOf(local: Timestamp, zone: TimeZone): Timestamp {
  const { millis } = local;
  const before = zone.offsetAt(millis - DAY);
  const after = zone.offsetAt(millis + DAY);
  const shows = (offset: number): boolean => zone.offsetAt(millis - offset) === offset;
  return later(local, before === after || shows(before) || !shows(after) ? -before : -after);
}

const later = (time: Timestamp, millis: number): Timestamp =>
  millis === 0 ? time : Timestamp.of(addInt64(time.micros, millis * 1000));
