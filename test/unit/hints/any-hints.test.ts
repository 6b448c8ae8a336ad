/** Whatever hints a file has: the rules do not throw, point into the text, and every fix does away with its finding. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { hintCatalogue } from '../../../src/language/hints/catalogue.ts';
import type { HintEntry } from '../../../src/language/hints/define.ts';
import { checkHints } from '../../../src/language/rules/hints/check.ts';
import { scan } from '../../../src/language/text/scan.ts';

const INSTANCES = ['c5.large', 'm7g.xlarge', 'n2-highmem-128', 'Standard_D64ps_v5'];
const REGIONS = ['us-west-2', 'us-east-1', 'us-west-2, us-east-1'];
const ZONES = ['us-west-2a', 'us-east-1b', 'eastus-1'];
const NUMBERS = ['0', '1', '2', '3', '20', '60', '99', '99.9', '300', '5000'];
const ODD = [`\${ANY}`, '', 'no such value'];

const line = fc.constantFrom(...hintCatalogue).chain(({ key, placeholder, type, example }: HintEntry) => {
  const values = [example, ...type.choices().map(({ value }) => value), ...NUMBERS, ...INSTANCES, ...REGIONS, ...ZONES];
  return fc.record({
    key: placeholder
      ? fc.constantFrom('day', 'night', placeholder.example).map(name => key.replace(/<.*>/, name))
      : fc.constant(key),
    value: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...values.filter(value => type.check(value).ok)) },
      { weight: 1, arbitrary: fc.constantFrom(...ODD) },
    ),
  });
});
const block = fc
  .tuple(
    fc.constantFrom('trading', 'analytics', 'reporting', 'realtime', 'custom', `\${KIND}`, undefined),
    fc.uniqueArray(line, { maxLength: 14, selector: ({ key }) => key }),
  )
  .map(([workload, lines]) =>
    [
      ...(workload === undefined ? [] : [`-- @ferris:workload=${workload}\n`]),
      ...lines.filter(({ key }) => key !== 'workload').map(({ key, value }) => `-- @ferris:${key}=${value}\n`),
    ].join(''),
  );
/** One statement: what holds for several may need its fix in each of them. */
const file = fc.tuple(block, block).map(([ofFile, own]) => `${ofFile}\n${own}SELECT a FROM quotes;\n`);

const check = (text: string) => checkHints(attachHints(scan(text)));

test('a finding lies in the text, and its fixes do away with it', () => {
  fc.assert(
    fc.property(file, text => {
      for (const { rule, message, span, fixes = [] } of check(text)) {
        assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, message);
        for (const { title, edits } of fixes) {
          const fixed = [...edits]
            .sort((a, b) => b.span.start - a.span.start)
            .reduce((sum, edit) => sum.slice(0, edit.span.start) + edit.text + sum.slice(edit.span.end), text);
          const same = (found: ReturnType<typeof check>) =>
            found.filter(one => one.rule === rule && one.message === message).length;
          assert.ok(same(check(fixed)) < same(check(text)), `${title}: ${message}\n${fixed}`);
        }
      }
    }),
    { numRuns: 1000 },
  );
});
