/**
 * A disk that takes no more, by the system's own limit on the size of files (`ulimit -f`), which fails in the middle of a
 * write as a full disk does: said in words, nothing half-visible, and all goes on when there is room again.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { openConnector } from '../../../runtime/connectors/open.ts';
import { never, readAll, record, writeAll } from './conformance.ts';

const here = import.meta.dirname;
/** Writes until it is refused, then says how many commits it was told of, and that the writer can still abort. */
const script = (place: string) => `
  import { openConnector } from ${JSON.stringify(join(here, '../../../runtime/connectors/open.ts'))};
  import { record } from ${JSON.stringify(join(here, 'conformance.ts'))};
  const connector = await openConnector(${JSON.stringify(place)}, { onProblem: console.error });
  const writer = await connector.writer();
  let commits = 0;
  try {
    for (;;) {
      await writer.write([record('small', 'k', String(commits)), record('large', 'k', JSON.stringify('x'.repeat(30000)))]);
      await writer.commit({ group: 'g', offsets: [{ topic: 'small', partition: 0, offset: commits + 1 }] });
      commits++;
    }
  } catch (error) {
    await writer.abort();
    console.log(JSON.stringify({ commits, name: error.name, message: error.message }));
  }`;

for (const kind of ['dir', 'jsonl'])
  test(`${kind}: a disk without room`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ferris-full-'));
    const place = `${kind}:${folder}`;
    try {
      const run = spawnSync(
        'sh',
        ['-c', 'ulimit -f 200; exec "$0" --input-type=module -e "$1"', process.execPath, script(place)],
        {
          encoding: 'utf8',
        },
      );
      assert.equal(run.stderr, '');
      const { commits, name, message } = JSON.parse(run.stdout) as { commits: number; name: string; message: string };
      assert.equal(name, 'ConnectorError');
      assert.match(message, new RegExp(`^cannot write ${folder}.*large.*: the file would become larger`));
      assert.ok(commits >= 2);

      const connector = await openConnector(place, { onProblem: ({ message }) => assert.fail(message) });
      const check = async (expected: number) => {
        assert.equal((await readAll(connector, 'small')).length, expected);
        assert.equal((await readAll(connector, 'large')).length, expected);
      };
      await check(commits);
      assert.equal((await connector.committed('g', 'small', never)).get(0), commits);
      await writeAll(connector, [record('small', 'k', '1'), record('large', 'k', '2')]);
      await check(commits + 1);
      await connector.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
