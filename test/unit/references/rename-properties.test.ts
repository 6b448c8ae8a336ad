import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { analyze } from '../../../src/language/analyze.ts';
import { rename } from '../../../src/language/references/rename.ts';
import { statementNames } from '../../../src/language/references/statement-names.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';
import { after } from './marked.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const FILES = ['examples/trading/market_data.sql', 'test/cases/rename/queries.sql'];
const NEW = 'brand_new';

/** What a text means, without its names. */
function meaningOf(text: string): readonly string[] {
  const { statements, diagnostics } = analyze(text);
  const types = statements.map(({ bound }) => {
    if (bound?.kind === 'source') return bound.relation.columns.map(one => typeText(one.type)).join(', ');
    if (bound?.kind === 'query') return bound.query.items.map(one => typeText(one.expression.type)).join(', ');
    return bound?.kind ?? 'nothing';
  });
  return [...types, ...diagnostics.map(one => one.rule).toSorted()];
}

for (const file of FILES) {
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8');

  test(`${file}: renaming any name leaves the meaning, and back again leaves the text`, () => {
    const workspace = new Workspace();
    workspace.setFile('a.sql', text);
    const before = meaningOf(text);
    const tried = new Set<object>();
    let renamings = 0;
    for (const statement of workspace.statementsOf('a.sql'))
      for (const { span, name } of statementNames(workspace, { path: 'a.sql', statement }).occurrences) {
        if (tried.has(name)) continue;
        tried.add(name);
        const offset = statement.offset + span.start;
        const old = text.slice(offset, statement.offset + span.end);
        const there = rename(workspace, 'a.sql', offset, NEW);
        if ('refused' in there) {
          assert.doesNotMatch(there.refused, /would not mean the same/, `${old} at ${offset}`);
          continue;
        }
        renamings++;
        const changed = after(text, there.edits);
        assert.deepEqual(meaningOf(changed), before, `${old} at ${offset}:\n${changed}`);
        const again = new Workspace();
        again.setFile('a.sql', changed);
        const moved = there.edits
          .filter(edit => edit.span.start < offset)
          .reduce((at, edit) => at + edit.text.length - (edit.span.end - edit.span.start), offset);
        const back = rename(again, 'a.sql', moved, old);
        assert.ok('edits' in back, `${old} at ${offset}: ${JSON.stringify(back)}`);
        const added = there.edits.some(edit => edit.span.start === edit.span.end);
        if (!added) assert.equal(after(changed, back.edits), text);
      }
    assert.deepEqual(workspace.analysis('a.sql')?.diagnostics, analyze(text).diagnostics, 'it is as it was');
    assert.ok(renamings > 5, `${renamings} names were renamed`);
  });
}
