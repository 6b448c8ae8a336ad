/** When a batch runs, how long it may take, how often it is tried again. */
import { defineCategory, defineHint } from '../define.ts';
import { cron } from '../types/cron.ts';
import { integer } from '../types/number.ts';
import { timezone } from '../types/timezone.ts';

export const schedule = defineCategory({
  name: 'schedule',
  title: 'Scheduling and lifecycle',
  doc: 'When a batch runs, how long it may take and how often it is tried again.',
  hints: [
    defineHint({
      key: 'schedule.cron',
      type: cron,
      doc: 'When to run: minute, hour, day of month, month, day of week. Makes the deployment a CronJob.',
      example: '0 2 * * *',
      defaults: { reporting: '0 2 * * *' },
    }),
    defineHint({
      key: 'schedule.timezone',
      type: timezone,
      doc: 'The time zone in which `schedule.cron` is read.',
      example: 'America/New_York',
      defaults: { reporting: 'UTC' },
    }),
    defineHint({
      key: 'schedule.timeout_minutes',
      type: integer({ min: 1, max: 10_080, unit: 'minutes' }),
      doc: 'Longest time one run may take before it is stopped.',
      example: '120',
      defaults: { reporting: '120' },
    }),
    defineHint({
      key: 'schedule.retry_count',
      type: integer({ min: 0, max: 100, unit: 'retries' }),
      doc: 'How often a failed run is tried again.',
      example: '3',
      defaults: { reporting: '3' },
    }),
    defineHint({
      key: 'schedule.retry_backoff_minutes',
      type: integer({ min: 0, max: 1440, unit: 'minutes' }),
      doc: 'How long to wait before a failed run is tried again.',
      example: '5',
      defaults: { reporting: '5' },
    }),
  ],
});
