/** ferris-sql execute: a query over what is there now. It commits no offsets and leaves nothing half-written. */
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

export const command = defineCommand({
  name: 'execute',
  summary: 'run a query over what is there now, then end',
  flags: {
    ...runFlags,
    offset: { value: 'OFFSET', doc: 'where reading starts: earliest, latest or a number', default: 'earliest' },
    timeout: {
      value: 'SECONDS',
      doc: 'how long the brokers may take to answer',
      integer: { min: 1, max: 86_400 },
      default: 30,
    },
  },
  examples: [
    ["ferris-sql execute --query 'SELECT * FROM orders WHERE amount > 100' --format table", 'look into a topic'],
    [
      'ferris-sql execute --file daily.sql --brokers localhost:9092 --output file --output-file daily.csv --format csv',
      'a report',
    ],
    ['ferris-sql execute --file daily.sql --brokers jsonl:data --output kafka', 'each statement to its topic'],
  ],
  async run({ flags }, io) {
    checkOutput(flags);
    const from = readOffset(flags.offset);
    const sql = await readSql(flags, io);
    const { shown, given } = formatsOf(flags, io);
    const settings = await runSettings({ profile: flags.profile }, io);
    for (const note of settings.fileNotes) await io.stderr.write(`ferris-sql: ${note}\n`);
    const plan = await planOf(sql, planRequest({ ...flags, bounded: true, values: true, given, settings }), io);
    if (!plan) return EXIT.unplannable;
    return await runPlan(
      {
        ...rowsAsked(flags),
        plan,
        folder: folderOf(flags.file, io),
        settings,
        live: false,
        from,
        group: undefined,
        format: shown,
        patience: flags.timeout,
        lifetime: undefined,
      },
      io,
    );
  },
});
