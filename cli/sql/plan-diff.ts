/** ferris-sql plan-diff: whether a running job's state survives a change of its SQL. */
import { defineCommand } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { readPlan } from './running/read-plan.ts';

export const command = defineCommand({
  name: 'plan-diff',
  summary: "say operator by operator whether a job's state survives a change",
  positionals: { name: 'OLD NEW', doc: 'SQL, or plans that compile has written', min: 2, max: 2 },
  flags: {},
  examples: [
    ['ferris-sql plan-diff trades.v1.sql trades.v2.sql', 'exit code 1 when the state does not survive'],
    ['git show HEAD:trades.sql | ferris-sql plan-diff - trades.sql', 'what is committed against what is there'],
  ],
  async run({ positionals: [old, now] }, io) {
    const before = await readPlan(old!, false, io);
    const after = before && (await readPlan(now!, false, io));
    if (!after) return EXIT.unplannable;
    const { planDiff } = await import('../../src/compiler/explain/plan-diff.ts');
    const { survives, text } = planDiff(before, after);
    await io.stdout.write(text);
    return survives ? EXIT.ok : EXIT.findings;
  },
});
