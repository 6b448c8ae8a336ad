/** A file that a job adds to: whatever is dropped, what was there and what was committed are lines of their own. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileEncoding } from '../../../../runtime/connectors/files/file-encoding.ts';
import { fileOutput } from '../../../../runtime/connectors/files/file-output.ts';

const folder = mkdtempSync(join(tmpdir(), 'ferris-output-'));
after(() => rmSync(folder, { recursive: true }));

function outputTo(name: string) {
  const encoding = fileEncoding(undefined, 'snappy', 'rows', () => '[]');
  const made = fileOutput({
    name: 'rows',
    sink: { path: name, append: true },
    encoding,
    folder,
    whole: false,
    now: () => 0,
  });
  made.recover(undefined);
  const write = (text: string): void =>
    made.write([{ topic: 'rows', key: null, value: Buffer.from(text), timestamp: 0, headers: [] }]);
  const commit = (): void => {
    made.flush();
    made.committed();
  };
  return { ...made, write, commit };
}

test('after a first transaction that is dropped rows are not joined to a last line that had no end', () => {
  writeFileSync(join(folder, 'open.jsonl'), '{"a":1}');
  const output = outputTo('open.jsonl');
  output.write('{"a":2}');
  output.flush();
  output.abort();
  output.write('{"a":3}');
  output.commit();
  output.close();
  assert.equal(readFileSync(join(folder, 'open.jsonl'), 'utf8'), '{"a":1}\n{"a":3}\n');
});

test('what is dropped leaves what was committed, in a file that was there and in a new one', () => {
  writeFileSync(join(folder, 'there.jsonl'), '{"a":0}\n');
  for (const [name, before] of [
    ['there.jsonl', '{"a":0}\n'],
    ['new.jsonl', ''],
  ] as const) {
    const output = outputTo(name);
    output.write('{"a":1}');
    output.flush();
    output.abort();
    assert.equal(readFileSync(join(folder, name), 'utf8'), before);
    output.write('{"a":2}');
    output.commit();
    output.write('{"a":3}');
    output.flush();
    output.close();
    assert.equal(readFileSync(join(folder, name), 'utf8'), `${before}{"a":2}\n`);
  }
});
