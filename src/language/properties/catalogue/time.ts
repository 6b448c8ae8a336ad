/** Event time, watermarks and late rows: DIALECT.md §5. */
import { timezone } from '../../hints/types/timezone.ts';
import { defineProperty, type PropertyFamily } from '../define.ts';
import { duration } from '../types/duration.ts';
import { columnName, topicName } from '../types/text.ts';
import { timeFormat } from '../types/time-format.ts';
import { words } from '../types/words.ts';

export const time: PropertyFamily = {
  title: 'Time',
  doc: 'Event time, watermarks and late rows. On a CREATE … AS SELECT or a SELECT they speak of its input.',
  properties: [
    defineProperty({
      key: 'event.time.field',
      aliases: ['timestamp', 'timestamp.field', 'timestamp.column', 'event.time.column', 'event.time'],
      of: 'input',
      type: columnName('the event time'),
      doc: "The column that holds the event time; without it the record's own timestamp.",
      sample: 'trade_time',
      runs: true,
    }),
    defineProperty({
      key: 'event.time.format',
      aliases: ['timestamp.format'],
      of: 'input',
      type: timeFormat,
      doc: 'How that column is read: epoch_millis, epoch_seconds, iso8601 or a pattern such as yyyy-MM-dd HH:mm:ss.SSS. Without it a number is epoch milliseconds and text ISO 8601.',
      sample: 'epoch_millis',
      runs: true,
    }),
    defineProperty({
      key: 'event.time.timezone',
      aliases: ['event.time.zone', 'timezone'],
      of: 'input',
      type: timezone,
      doc: 'The time zone of times that are written without one.',
      sample: 'America/New_York',
      default: 'UTC',
    }),
    defineProperty({
      key: 'watermark.strategy',
      of: 'input',
      type: words(
        {
          bounded_out_of_orderness: 'waits for rows as late as watermark.max_out_of_orderness',
          ascending: 'expects no row to be late',
        },
        { punctuated: 'moves where a row says so' },
      ),
      doc: 'How late rows may be: `bounded_out_of_orderness` waits for rows as late as `watermark.max_out_of_orderness`, `ascending` expects none.',
      sample: 'bounded_out_of_orderness',
      runs: true,
    }),
    defineProperty({
      key: 'watermark.max_out_of_orderness',
      aliases: ['watermark.delay', 'watermark.bound', 'max_out_of_orderness'],
      of: 'input',
      type: duration(),
      doc: 'How far rows may be out of order, a duration.',
      sample: '5s',
      runs: true,
    }),
    defineProperty({
      key: 'watermark.idle.timeout',
      aliases: ['scan.watermark.idle-timeout', 'table.exec.source.idle-timeout'],
      of: 'input',
      type: duration(),
      doc: 'After how long a partition that has been read to its end stops holding the others back. Its next rows are late by what has closed meanwhile. Never in a bounded run.',
      sample: '5m',
      runs: true,
    }),
    defineProperty({
      key: 'watermark.interval',
      aliases: ['watermark.emit.interval'],
      of: 'input',
      type: duration({ min: 1 }),
      doc: 'How often watermarks are handed on.',
      sample: '200ms',
    }),
    defineProperty({
      key: 'window.grace',
      aliases: ['grace', 'grace.period', 'allowed.lateness', 'window.grace.period'],
      of: 'input',
      type: duration(),
      doc: 'How much longer a window stays open for late rows, a duration; GRACE says the same.',
      sample: '10s',
      default: '0s',
      runs: true,
    }),
    defineProperty({
      key: 'late.data.strategy',
      of: 'input',
      type: words({
        drop: 'left out and counted',
        dead_letter: 'counted, and sent to the dead letter topic when none of their windows took them',
        update_previous: 'put into their window, which comes out again',
        include_in_next_window: 'put into the earliest window that is still open to their partition',
      }),
      doc: 'What becomes of rows that come too late for a window. drop counts them. With update_previous windows are kept for `late.retention`, and queries that read the result wait so much longer.',
      sample: 'drop',
      default: 'drop',
      runs: true,
    }),
    defineProperty({
      key: 'late.retention',
      aliases: ['late.data.retention', 'window.retention'],
      of: 'input',
      type: duration(),
      doc: 'How long a window is kept for `late.data.strategy` = update_previous; later than that a row is dropped and counted.',
      sample: '1h',
      default: '1h',
      runs: true,
    }),
    defineProperty({
      key: 'late.data.topic',
      aliases: ['late.data.dead_letter.topic'],
      of: 'input',
      type: topicName,
      doc: 'The topic that late rows go to with `late.data.strategy` = dead_letter; without it the dead letter topic.',
      sample: 'trades-late',
      runs: true,
    }),
    defineProperty({
      key: 'time.characteristic',
      of: 'input',
      type: words({
        event: 'by the time in the row',
        processing: 'by the time at which it is read',
        ingestion: 'by the time at which Kafka took it',
      }),
      doc: 'Which time windows and frames run over. With processing, a replay may answer differently.',
      sample: 'processing',
      default: 'event',
    }),
  ],
};
