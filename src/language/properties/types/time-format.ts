/** How a time is written in a column: one of three words or a pattern. */
import { fits, misfit, type ValueType } from '../../hints/types/value-type.ts';
import { timePattern } from '../../types/time-pattern.ts';
import { RecordError } from '../../types/value.ts';

const DESCRIPTION = 'epoch_millis, epoch_seconds, iso8601 or a pattern such as yyyy-MM-dd HH:mm:ss.SSS';

export const timeFormat: ValueType = {
  description: DESCRIPTION,
  unit: undefined,
  placeholder: '<time_format>',
  check(format) {
    const word = WORDS[format.toLowerCase().replace(/[\s_-]/g, '')];
    if (word !== undefined) return word === format.toLowerCase() ? fits : misfit(DESCRIPTION, format, word);
    try {
      // A pattern has parts that take something from the text; what has none can only ever match itself.
      return timePattern(format).some(part => part.field !== undefined) ? fits : misfit(DESCRIPTION, format);
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      return { ok: false, message: `takes ${DESCRIPTION}; ${error.message}` };
    }
  },
  choices: () => [
    { value: 'epoch_millis', doc: 'milliseconds since 1970-01-01 UTC' },
    { value: 'epoch_seconds', doc: 'seconds since 1970-01-01 UTC' },
    { value: 'iso8601', doc: 'text such as 2026-01-31T12:00:00.123Z' },
    { value: 'yyyy-MM-dd HH:mm:ss.SSS', doc: "a pattern of Java's letters" },
    { value: '%Y-%m-%d %H:%M:%S', doc: "a pattern of strftime's letters" },
  ],
};

/** What people write for the three words. */
const WORDS: Readonly<Record<string, string>> = {
  epochmillis: 'epoch_millis',
  epochmilliseconds: 'epoch_millis',
  epochms: 'epoch_millis',
  millis: 'epoch_millis',
  unixmillis: 'epoch_millis',
  epochseconds: 'epoch_seconds',
  epochsecond: 'epoch_seconds',
  epoch: 'epoch_seconds',
  seconds: 'epoch_seconds',
  unixseconds: 'epoch_seconds',
  unixtimestamp: 'epoch_seconds',
  iso8601: 'iso8601',
  iso: 'iso8601',
  rfc3339: 'iso8601',
};
