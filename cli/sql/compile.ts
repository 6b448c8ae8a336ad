/** ferris-sql compile: the plan of a query as JSON. */
import { defineCommand } from '../arguments.ts';
import { profileFlag, runSettings } from '../configuration.ts';
import { EXIT } from '../exit-codes.ts';
import { writeText } from '../files.ts';
import { planFlags, planRequest } from './plan-flags.ts';
import { planOf } from './planned.ts';
import { readSql } from './sql-text.ts';

export const command = defineCommand({
  name: 'compile',
  summary: 'write the plan of a query as JSON',
  flags: {
    ...planFlags,
    profile: profileFlag,
    'output-file': { value: 'FILE', short: 'o', doc: "where to write; '-' is stdout", default: '-' },
  },
  examples: [
    ['ferris-sql compile --file trades.sql --output-file trades.plan.json', 'the plan of every statement of a file'],
  ],
  async run({ flags }, io) {
    const sql = await readSql(flags, io);
    const plan = await planOf(
      sql,
      planRequest({ ...flags, settings: await runSettings({ profile: flags.profile }, io) }),
      io,
    );
    if (!plan) return EXIT.unplannable;
    const text = `${JSON.stringify(plan, null, 2)}\n`;
    if (flags['output-file'] === '-') await io.stdout.write(text);
    else writeText(flags['output-file'], text, io);
    return EXIT.ok;
  },
});
