/** ferris-sql explain: how a query will be run, as text. */
import { defineCommand } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { planFlags, planRequest } from './plan-flags.ts';
import { planOf } from './planned.ts';
import { readSql } from './sql-text.ts';

export const command = defineCommand({
  name: 'explain',
  summary: 'say how a query will be run',
  flags: planFlags,
  examples: [
    ["ferris-sql explain --query 'SELECT * FROM orders WHERE amount > 100'", 'a query'],
    ['ferris-sql explain --file trades.sql --statement 2', 'the third statement of a file and what it needs'],
  ],
  async run({ flags }, io) {
    const sql = await readSql(flags, io);
    const plan = await planOf(sql, { ...planRequest({ ...flags, values: true }), withoutTopics: true }, io);
    if (!plan) return EXIT.unplannable;
    const { explain } = await import('../../src/compiler/explain/explain.ts');
    const text = explain(plan);
    await io.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    return EXIT.ok;
  },
});
