/** What START JOB and DEPLOY JOB say about how a job runs; the hints say more. */
import { defineProperty, type PropertyFamily } from '../define.ts';
import { duration } from '../types/duration.ts';
import { count, milliseconds, quantity } from '../types/number.ts';
import { text } from '../types/text.ts';
import { words } from '../types/words.ts';

export const job: PropertyFamily = {
  title: 'Jobs',
  doc: 'What START JOB and DEPLOY JOB say about how a job runs. The hints of the statement say more, and a contradiction is reported.',
  properties: [
    defineProperty({
      key: 'replicas',
      of: 'statement',
      type: count(0, 10_000),
      doc: 'How many pods run the job.',
      sample: '3',
      elsewhere: "the replication factor of a topic is 'replication.factor'",
    }),
    defineProperty({
      key: 'memory.limit',
      aliases: ['memory', 'resources.memory'],
      of: 'statement',
      type: quantity,
      doc: 'How much memory each pod may use.',
      sample: '2Gi',
    }),
    defineProperty({
      key: 'memory.request',
      of: 'statement',
      type: quantity,
      doc: 'How much memory is set aside for each pod.',
      sample: '1Gi',
    }),
    defineProperty({
      key: 'cpu.limit',
      aliases: ['cpu', 'resources.cpu'],
      of: 'statement',
      type: quantity,
      doc: 'How many processors each pod may use.',
      sample: '2',
    }),
    defineProperty({
      key: 'cpu.request',
      of: 'statement',
      type: quantity,
      doc: 'How many processors are set aside for each pod.',
      sample: '500m',
    }),
    defineProperty({
      key: 'parallelism',
      aliases: ['parallelism.default', 'max.parallelism', 'worker.threads', 'sql.worker_threads', 'num.stream.threads'],
      of: 'statement',
      type: count(1, 10_000),
      doc: 'How many tasks run at a time in a pod; more than there are partitions idle.',
      sample: '4',
    }),
    defineProperty({
      key: 'job.name',
      aliases: ['pipeline.name', 'application.id'],
      of: 'statement',
      type: text('a name for the job', '<name>'),
      doc: "The job's name where the statement gives none.",
      sample: 'orders-per-minute',
    }),
    defineProperty({
      key: 'job.timeout',
      aliases: ['timeout'],
      of: 'statement',
      type: duration({ min: 1 }),
      doc: 'How long starting or stopping the job may take.',
      sample: '60s',
    }),
    defineProperty({
      key: 'restart.policy',
      aliases: ['jobs.restart_policy'],
      of: 'statement',
      type: words({
        always: 'whenever it ends',
        'on-failure': 'when it ends with an error',
        never: 'not at all',
      }),
      doc: 'When a job that ended is started again.',
      sample: 'on-failure',
      default: 'on-failure',
    }),
    defineProperty({
      key: 'restart.max.attempts',
      aliases: ['jobs.max_restart_attempts'],
      of: 'statement',
      type: count(0),
      doc: 'How often a job that failed is started again.',
      sample: '3',
    }),
    defineProperty({
      key: 'restart.delay.ms',
      aliases: ['jobs.restart_delay_ms'],
      of: 'statement',
      type: milliseconds(0),
      doc: 'The wait before a job is started again.',
      sample: '5000',
    }),
    defineProperty({
      key: 'health.check.interval.ms',
      aliases: ['jobs.health_check_interval_ms'],
      of: 'statement',
      type: milliseconds(1),
      doc: 'How often the health of a job is looked at.',
      sample: '30000',
    }),
    defineProperty({
      key: 'restart.failure.threshold',
      aliases: ['jobs.failure_threshold'],
      of: 'statement',
      type: count(1),
      doc: 'After how many failures in a row a job counts as failed.',
      sample: '5',
    }),
  ],
};
