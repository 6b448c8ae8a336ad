/** Files that are followed: lines that come later, files that take the place of others, files that are cut, new files. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { withFiles } from '../../../../runtime/connectors/files/with-files.ts';
import { memoryConnector } from '../../../../runtime/connectors/memory/connector.ts';
import type { Connector, Problem } from '../../../../runtime/connectors/port.ts';
import { runInGroup } from '../../../../runtime/jobs/in-group.ts';
import { run } from '../../../../runtime/jobs/run.ts';
import { buildPlan } from '../../../../src/compiler/plan/build.ts';
import { analyze } from '../../../../src/language/analyze.ts';

const planOf = (sql: string, bounded = false) => buildPlan(analyze(sql, bounded ? { bounded } : {}), { bounded });
const source = (more: string) =>
  `CREATE STREAM lines (a BIGINT, b STRING) WITH (type = 'file_source', watch = true, 'poll.interval.ms' = 5, ${more});`;
const ALL = `${source("path = 'log.csv'")} CREATE STREAM seen AS SELECT a, b FROM lines;`;

class Place implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'ferris-follow-'));
  readonly memory = memoryConnector();
  readonly problems: Problem[] = [];
  #waiting: (() => void)[] = [];

  at = (name: string): string => join(this.folder, name);
  [Symbol.dispose] = (): void => rmSync(this.folder, { recursive: true });

  connector(sql: string, signal: AbortSignal, group: string | undefined, ends = false): Promise<Connector> {
    return withFiles(this.memory, {
      plan: planOf(sql, ends),
      folder: this.folder,
      fill: text => text,
      ends,
      group,
      writes: [],
      onProblem: problem => this.problems.push(problem),
      signal,
    });
  }

  seen(): readonly string[] {
    return this.memory.records('seen').map(({ value }) => Buffer.from(value!).toString());
  }

  changed(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Waits until so many rows have come out. */
  async rows(count: number): Promise<readonly string[]> {
    while (this.seen().length < count) await new Promise<void>(resolve => this.#waiting.push(resolve));
    return this.seen();
  }

  /** Runs a job until the work is done, then ends it. */
  async job(sql: string, work: () => Promise<void>): Promise<void> {
    const stop = new AbortController();
    const connector = await this.connector(sql, stop.signal, 'g');
    const writing: Connector = {
      ...connector,
      writer: async name => {
        const writer = await connector.writer(name);
        return {
          ...writer,
          commit: async inputs => {
            await writer.commit(inputs);
            this.changed();
          },
        };
      },
    };
    const ended = runInGroup({
      plan: planOf(sql),
      connector: writing,
      group: 'g',
      otherwise: 'earliest',
      oneTask: true,
      commitIntervalMs: 1,
      onEvent: () => {},
      onProblem: () => {},
      signal: stop.signal,
    });
    try {
      await Promise.race([work(), ended]);
    } finally {
      stop.abort();
      await ended;
      for (const topic of [connector]) await topic.close();
    }
  }
}

const row = (a: number, b: string): string => `{"a":${a},"b":"${b}"}`;

test('a line is a record when its end is there; a file that takes the place of another is read after it', async () => {
  using place = new Place();
  writeFileSync(place.at('log.csv'), 'a,b\n1,one\n2,t');
  await place.job(ALL, async () => {
    await place.rows(1);
    appendFileSync(place.at('log.csv'), 'wo\n3,');
    assert.deepEqual(await place.rows(2), [row(1, 'one'), row(2, 'two')]);
    renameSync(place.at('log.csv'), place.at('log.csv.1'));
    // Who had it open goes on writing to it.
    appendFileSync(place.at('log.csv.1'), 'three\n4,four');
    writeFileSync(place.at('log.csv'), 'b,a\nfive,5\n');
    assert.deepEqual((await place.rows(5)).slice(2), [row(3, 'three'), row(4, 'four'), row(5, 'five')]);
    appendFileSync(place.at('log.csv'), 'six,6\n');
    await place.rows(6);
    unlinkSync(place.at('log.csv'));
    writeFileSync(place.at('log.csv'), 'a,b\n7,seven\n');
    assert.equal((await place.rows(7)).at(-1), row(7, 'seven'));
  });
  assert.deepEqual(place.problems, []);
});

test('a file that was cut is read from its beginning, which is told', async () => {
  using place = new Place();
  writeFileSync(place.at('log.csv'), 'a,b\n1,one\n2,two\n');
  await place.job(ALL, async () => {
    await place.rows(2);
    truncateSync(place.at('log.csv'), 0);
    while (place.problems.length === 0) await new Promise(resolve => setTimeout(resolve, 5));
    appendFileSync(place.at('log.csv'), 'a,b\n3,three\n');
    assert.equal((await place.rows(3)).at(-1), row(3, 'three'));
  });
  assert.match(place.problems[0]!.message, /^was cut: it is read from its beginning/);
});

test('a job goes on where it stopped: in the same file, in one renamed meanwhile, in new ones', async () => {
  using place = new Place();
  const sql = ALL.replace('log.csv', '*.csv');
  writeFileSync(place.at('m.csv'), 'a,b\n1,one\n');
  await place.job(sql, async () => {
    await place.rows(1);
    // Before m.csv by its name: its number comes after all the same.
    writeFileSync(place.at('c.csv'), 'a,b\n2,two\n');
    await place.rows(2);
  });
  appendFileSync(place.at('m.csv'), '3,three\n');
  await place.job(sql, async () => void (await place.rows(3)));
  appendFileSync(place.at('m.csv'), '4,four\n');
  renameSync(place.at('m.csv'), place.at('old.csv'));
  writeFileSync(place.at('m.csv'), 'a,b\n5,five\n');
  writeFileSync(place.at('a.csv'), 'a,b\n6,six\n');
  await place.job(sql, async () => {
    assert.deepEqual((await place.rows(6)).slice(3).toSorted(), [row(4, 'four'), row(5, 'five'), row(6, 'six')]);
  });
  assert.deepEqual(place.problems, []);
  rmSync(place.at('m.csv'));
  appendFileSync(place.at('c.csv'), '7,seven\n');
  await place.job(sql, async () => void (await place.rows(7)));
  assert.deepEqual(
    place
      .seen()
      .map(text => JSON.parse(text).a)
      .toSorted((x, y) => x - y),
    [1, 2, 3, 4, 5, 6, 7],
  );
});

test('a bounded run takes what stands at the end without its line end; a run over files that are not followed closes its windows', async () => {
  using place = new Place();
  writeFileSync(place.at('log.csv'), 'a,b\n1,one\n61000,two');
  const rows = async (sql: string, ends: boolean, wanted: number) => {
    const stop = new AbortController();
    const connector = await place.connector(sql, stop.signal, undefined, ends);
    const found: string[] = [];
    await run({
      plan: planOf(sql, ends),
      connector,
      from: 'earliest',
      closeWindows: ends,
      stopAtEnd: ends,
      signal: stop.signal,
      onProblem: ({ message }) => assert.fail(message),
      onRows(_, out) {
        found.push(...out.map(({ value }) => value!));
        if (found.length >= wanted && !ends) stop.abort();
      },
    });
    await connector.close();
    return found;
  };
  assert.deepEqual(await rows(ALL, true, 2), [row(1, 'one'), row(61000, 'two')]);
  const windowed = `${source("path = 'log.csv', 'event.time.field' = 'a'").replace('watch = true, ', 'watch = false, ')}
    CREATE STREAM counts AS SELECT COUNT(*) AS n FROM lines WINDOW TUMBLING(1m) GROUP BY 1 = 1 EMIT FINAL;`;
  const counted = await rows(windowed, false, 2);
  assert.deepEqual(
    counted.map(text => JSON.parse(text).n),
    [1, 1],
  );
});
