/** ferris-sql stream: a query that runs on, until Ctrl-C, --limit or --timeout. */
import { defineCommand } from '../arguments.ts';
import { runSettings } from '../configuration.ts';
import { EXIT } from '../exit-codes.ts';
import { folderOf } from './plan-files.ts';
import { planRequest } from './plan-flags.ts';
import { planOf } from './planned.ts';
import { formatsOf } from './record-formats.ts';
import { checkOutput, readOffset, rowsAsked, runFlags } from './run-flags.ts';
import { runPlan } from './run-plan.ts';
import { readSql } from './sql-text.ts';

/** How long the brokers may take to answer: seconds. */
const PATIENCE = 30;

export const command = defineCommand({
  name: 'stream',
  summary: 'run a query on and on as records arrive',
  flags: {
    ...runFlags,
    continuous: { doc: 'accepted for other versions of this program: stream always runs on' },
    'group-id': { value: 'GROUP', doc: 'go on where this consumer group stopped, and commit how far it got' },
    'auto-offset-reset': {
      value: 'WHERE',
      doc: 'where reading starts without a committed offset',
      allowed: ['earliest', 'latest'],
      default: 'earliest',
    },
    offset: { value: 'OFFSET', doc: 'where reading starts, whatever was committed: earliest, latest or a number' },
    timeout: { value: 'SECONDS', doc: 'end after this time', integer: { min: 1 } },
  },
  examples: [
    ["ferris-sql stream --query 'SELECT * FROM trades EMIT CHANGES' --format json-lines", 'watch a topic'],
    [
      'ferris-sql stream --file trades.sql --brokers localhost:9092 --output kafka --group-id trades',
      'from topic to topic, going on where it stopped',
    ],
  ],
  async run({ flags }, io) {
    checkOutput(flags);
    const otherwise = flags['auto-offset-reset'];
    const group = flags['group-id'];
    const from =
      flags.offset !== undefined ? readOffset(flags.offset) : group === undefined ? otherwise : { group, otherwise };
    const sql = await readSql(flags, io);
    const { shown, given } = formatsOf(flags, io);
    const settings = await runSettings({ profile: flags.profile }, io);
    for (const note of settings.fileNotes) await io.stderr.write(`ferris-sql: ${note}\n`);
    const plan = await planOf(sql, planRequest({ ...flags, bounded: false, given, settings }), io);
    if (!plan) return EXIT.unplannable;
    return await runPlan(
      {
        ...rowsAsked(flags),
        plan,
        folder: folderOf(flags.file, io),
        settings,
        live: true,
        from,
        group,
        format: shown,
        patience: PATIENCE,
        lifetime: flags.timeout,
      },
      io,
    );
  },
});
