import fc from 'fast-check';
import { cases } from './cases.ts';
import { check } from './check.ts';
import { startDuck } from './duck.ts';
import { seed } from './settings.ts';
import { judge } from './verdict.ts';

const what = process.argv[2];
const n = Number(process.argv[3]);
const suits = {
  window: c => c.query.window,
  joinwin: c => c.query.input.kind === 'join' && c.query.window,
  joinalso: c => c.query.input.kind === 'join' && c.query.input.also,
  self: c => c.query.input.kind === 'join' && c.query.input.left === c.query.input.right,
  rowwindow: c => c.query.window && !c.query.group,
  session: c => c.query.window?.kind === 'session',
  union: c => c.query.union,
  sub: c => c.query.input.kind === 'query',
  distinct: c => c.query.distinct,
  order: c => c.query.order,
  join: c => c.query.input.kind === 'join',
  over: c => c.query.items.some(i => i.expr.op.startsWith('over ')),
  sub2: c =>
    c.query.input.kind === 'query' &&
    (c.query.input.query.window || c.query.input.query.distinct || c.query.input.query.group),
}[what];
if (!suits) throw new Error('no such focus');
const duck = await startDuck();
const k = {};
try {
  await check(
    fc.asyncProperty(cases(seed(), suits), async given => {
      const v = await judge(given, duck);
      k[v.kind + (v.what ?? '')] = (k[v.kind + (v.what ?? '')] ?? 0) + 1;
      if (v.kind === 'wrong') throw new Error(v.report);
      if (v.kind === 'unjudged') console.log(v.message.slice(0, 200));
      fc.pre(v.kind === 'same');
    }),
    { runs: n, skips: 5 },
  );
  console.log('ok', k);
} catch (e) {
  console.log(e.message.slice(0, 5000), k);
}
duck.close();
