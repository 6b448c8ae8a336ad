/** Which text names which place, and what is said of text that names none. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { openConnector } from '../../../runtime/connectors/open.ts';
import { ConnectorError } from '../../../runtime/connectors/port.ts';

const onProblem = () => {};

test('dir: and jsonl: open what they name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ferris-open-'));
  try {
    assert.equal((await openConnector(`dir:${folder}`, { onProblem })).place, `dir:${folder}`);
    assert.equal((await openConnector(`jsonl:${folder}`, { onProblem })).place, `jsonl:${folder}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what is no place is refused with what is allowed', async () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['', 'a broker is missing'],
    ['dir:', "the path after 'dir:' is missing"],
    ['jsonl:', "the path after 'jsonl:' is missing"],
    ['localhost', "'localhost' has no host and port"],
    ['localhost:', "'localhost:' has no host and port"],
    ['localhost:0', "'localhost:0' has no host and port"],
    ['localhost:65536', "'localhost:65536' has no host and port"],
    ['a:9092,', 'a broker is missing'],
    ['a:9092,b', "'b' has no host and port"],
    ['kafka://a:9092', "'kafka://a:9092' has no host and port"],
  ];
  for (const [place, why] of wrong)
    await assert.rejects(
      openConnector(place, { onProblem }),
      error =>
        error instanceof ConnectorError &&
        error.kind === 'refused' &&
        error.message.includes(why) &&
        error.message.includes('dir:PATH'),
      place,
    );
});
