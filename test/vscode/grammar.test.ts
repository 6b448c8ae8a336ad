/** The TextMate grammar, by the very engine that VS Code colours with: which text gets which scope. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { textMateGrammar } from '../../scripts/syntax.ts';
import { installEditor } from '../../scripts/vscode/install.ts';

interface Token {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly scopes: readonly string[];
}
interface Tokenizer {
  tokenizeLine(line: string, state: unknown): { readonly tokens: readonly Token[]; readonly ruleStack: unknown };
}

/** The engine is among what the editor brings. */
async function tokenizer(): Promise<{ readonly grammar: Tokenizer; readonly start: unknown }> {
  const { server } = installEditor(text => process.stderr.write(`[vscode] ${text}\n`));
  const load = createRequire(server);
  const onigasm = load('vscode-oniguruma');
  const { Registry, INITIAL } = load('vscode-textmate');
  const wasm = path.join(path.dirname(load.resolve('vscode-oniguruma')), 'onig.wasm');
  await onigasm.loadWASM(fs.readFileSync(wasm));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new onigasm.OnigScanner(patterns),
      createOnigString: (text: string) => new onigasm.OnigString(text),
    }),
    loadGrammar: () => textMateGrammar(),
  });
  return { grammar: await registry.loadGrammar('source.ferris-sql'), start: INITIAL };
}

/** Text with `«…»` around what is asked for, and the end of the scope it must have. */
const EXPECTED: readonly (readonly [marked: string, scope: string])[] = [
  ['-- @«ferris»:workload=trading', 'entity.name.tag.hint'],
  ['-- @ferris:«workload»=trading', 'entity.other.attribute-name.category.hint'],
  ['-- @ferris:scaling«.max_replicas»=10', 'entity.other.attribute-name.hint'],
  ['-- @ferris:scaling.max_replicas=«10»', 'constant.numeric.hint'],
  ['-- @ferris:workload=«trading»', 'string.unquoted.hint'],
  ['-- @ferris:scaling.scale_to_zero=«enabled»', 'constant.language.hint'],
  ['-- @ferris:schedule.cron=0 9 «*»', 'string.unquoted.hint'],
  ['-- @ferris:monitoring.alert_channel=«#alerts»', 'string.unquoted.hint'],
  ['-- @ferris:workload=trading« # because»', 'comment.line.number-sign'],
  [`-- @ferris:workload=«\${KIND}»`, 'variable.other.hint'],
  ['«-- an ordinary comment»', 'comment.line.double-dash'],
  ['SELECT 1 «-- ;»', 'comment.line.double-dash'],
  ['-- «ferris-ignore» hints/replica-range', 'keyword.control.directive'],
  ['«SELECT» a FROM t', 'keyword.other'],
  ['«select» a FROM t', 'keyword.other'],
  ['SELECT a.«key» FROM t', 'source.ferris-sql'],
  ['SELECT a «AND» b', 'keyword.operator.word'],
  ['SELECT «SUM»(a)', 'support.function'],
  ['SELECT «sum» FROM t', 'source.ferris-sql'],
  ['a «DECIMAL»(18, 4)', 'storage.type'],
  ['SELECT «NULL»', 'constant.language'],
  ["SELECT «'it''s'», b", 'string.quoted.single'],
  ['SELECT «`a b`», c', 'variable.other.quoted'],
  ['WINDOW «TUMBLING»(1s)', 'keyword.other.window'],
  ['WINDOW TUMBLING(«250ms»)', 'constant.numeric.duration'],
  ["INTERVAL '5' «MINUTE»", 'keyword.other.unit'],
  ['SELECT «3e-1»', 'constant.numeric'],
  ['SELECT a«::»INT', 'keyword.operator'],
  ['EMIT CHANGES«;»', 'punctuation.terminator.statement'],
];

test('texts get their scopes', async () => {
  const { grammar, start } = await tokenizer();
  for (const [marked, scope] of EXPECTED) {
    const [before = '', asked = '', behind = ''] = marked.split(/[«»]/);
    const { tokens } = grammar.tokenizeLine(before + asked + behind, start);
    const found = tokens.filter(
      token => token.endIndex > before.length && token.startIndex < before.length + asked.length,
    );
    for (const token of found)
      assert.ok(
        token.scopes.some(one => one.startsWith(scope)) && (scope !== 'source.ferris-sql' || token.scopes.length === 1),
        `${marked}: ${token.scopes.join(' ')}`,
      );
    assert.ok(found.length > 0);
  }
});

test('an unclosed string ends with its line', async () => {
  const { grammar, start } = await tokenizer();
  const { ruleStack } = grammar.tokenizeLine("SELECT 'open", start);
  const [first] = grammar.tokenizeLine('SELECT 1', ruleStack).tokens;
  assert.match(first?.scopes.at(-1) ?? '', /keyword\.other/);
});
