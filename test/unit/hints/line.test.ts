/** A hint line's ranges, whole and half typed. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { isHintLine, parseHintLine } from '../../../src/language/hints/line.ts';
import { intendedHint } from '../../../src/language/hints/lookalike.ts';

/** [key|value] with the ranges shown in the line; offset 100 to see that it is added. */
function shown(line: string): string {
  const { span, key, keySpan, value, valueSpan } = parseHintLine(line, 100);
  assert.deepEqual(span, { start: 100, end: 100 + line.length });
  const marks = [keySpan, ...(valueSpan ? [valueSpan] : [])].map(({ start, end }) => [start - 100, end - 100] as const);
  assert.equal(line.slice(...marks[0]!), key);
  assert.equal(valueSpan && line.slice(...marks[1]!), value);
  return marks
    .reverse()
    .reduce((text, [start, end]) => `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`, line);
}

const LINES: readonly string[] = [
  '-- @ferris:[workload]=[trading]',
  '--@ferris:[workload]=[trading]',
  '--   @ferris: [workload] = [trading]  ',
  '-- @ferris:[]',
  '-- @ferris:[] ',
  '-- @ferris:[sc]',
  '-- @ferris:[workload] ',
  '-- @ferris:[workload] trading',
  '-- @ferris:[workload]=[]',
  '-- @ferris:[workload]=[]  ',
  '-- @ferris:[]=[trading]',
  '-- @ferris:[schedule.cron]=[0 2 * * *]',
  '-- @ferris:[monitoring.alert_channel]=[#desk]',
  '-- @ferris:[monitoring.alert_channel]=[#desk]  # the desk',
  '-- @ferris:[monitoring.alert_channel]=[#desk #2]',
  '-- @ferris:[workload]=[]# comment'.replace('[]# comment', '[# comment]'),
  '-- @ferris:[workload]=[] # comment',
  '-- @ferris:[a]=[b=c]',
  '-- @ferris:[a]=[b]\t#\tc',
  '-- @ferris:[ä]=[ö]',
];
for (const line of LINES) test(line, () => assert.equal(shown(line.replaceAll(/[[\]]/g, '')), line));

test('what is a hint line, what only looks like one, and what is neither', () => {
  for (const hint of ['-- @ferris:a=b', '--@ferris:', '--\t@ferris:x']) assert.ok(isHintLine(hint), hint);
  const meant: readonly (readonly [string, string | undefined])[] = [
    ['-- @feris:a=b', '-- @ferris:a=b'],
    ['-- @ferris a=b', '-- @ferris:a=b'],
    ['-- @ferris.sla.x = 1', '-- @ferris:sla.x = 1'],
    ['-- @FERRIS:a=b', '-- @ferris:a=b'],
    ['--- @ferris:a=b', '-- @ferris:a=b'],
    ['-- ferris: a=b', '-- @ferris:a=b'],
    ['/* @ferris:a=b */', '-- @ferris:a=b'],
    ['/* @ferris:a=b\n*/', undefined],
    ['-- ferris a=b', undefined],
    ['-- @fields: a=b', undefined],
    ['-- @ferris is nice', undefined],
    ['-- the @ferris:a=b', undefined],
    ['/* prose */', undefined],
  ];
  for (const [comment, hint] of meant) {
    assert.ok(!isHintLine(comment), comment);
    assert.equal(intendedHint(comment), hint, comment);
  }
});
