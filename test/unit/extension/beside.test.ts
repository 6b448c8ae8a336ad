/** What the pages beside the SQL work out for themselves: which statement, where boxes stand, what differs, which clusters. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import fc from 'fast-check';
import { layered } from '../../../extension/media/layered.ts';
import { lineDiff } from '../../../extension/media/line-diff.ts';
import { movedLine } from '../../../extension/src/beside/anchor.ts';
import { readContexts } from '../../../extension/src/cluster/kubeconfig.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-beside-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

test('a line is found again after edits before, in and behind it', () => {
  const lines = ['a', 'b', 'c', 'HERE', 'd', 'e'];
  const edit = fc.record({
    start: fc.nat(6),
    length: fc.nat(3),
    texts: fc.array(fc.constantFrom('x', 'y'), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(edit, ({ start, length, texts }) => {
      const end = Math.min(lines.length, start + length);
      // Whole lines, as typing and pasting lines does.
      if (start > lines.length || (start <= 3 && 3 < end)) return;
      const after = [...lines.slice(0, start), ...texts, ...lines.slice(end)];
      assert.equal(
        movedLine(3, { startLine: start, endLine: end, endCharacter: 0, breaks: texts.length }),
        after.indexOf('HERE'),
      );
    }),
  );
  assert.equal(movedLine(3, { startLine: 3, endLine: 3, endCharacter: 7, breaks: 2 }), 3);
  assert.equal(movedLine(3, { startLine: 1, endLine: 5, endCharacter: 2, breaks: 0 }), 1);
  assert.equal(movedLine(3, { startLine: 1, endLine: 3, endCharacter: 2, breaks: 0 }), 1);
});

test('boxes do not overlap, and every edge goes down', () => {
  const graph = fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(graph, sources => {
      const nodes = new Map(sources.map((_, i) => [`${i}`, { width: 50 + i * 7, height: 20 + i }]));
      const edges = sources.flatMap((from, i) => from.filter(one => one < i).map(one => [`${one}`, `${i}`] as const));
      const { places, width, height } = layered(nodes, edges, { across: 10, down: 30 });
      assert.equal(places.size, nodes.size);
      for (const [from, to] of edges) {
        const [a, b] = [places.get(from)!, places.get(to)!];
        assert.ok(a.y + a.height <= b.y, `${from} → ${to}`);
      }
      const all = [...places.values()];
      for (const [i, a] of all.entries()) {
        assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width + 1e-6 && a.y + a.height <= height + 1e-6);
        for (const b of all.slice(i + 1))
          assert.ok(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y);
      }
    }),
  );
});

test('a difference has both texts in it, and nothing that is the same counts as changed', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map(lines => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after);
      const without = (kind: string): string => lines.flatMap(one => (one.kind === kind ? [] : [one.text])).join('\n');
      assert.equal(without('added'), before);
      assert.equal(without('removed'), after);
      if (before === after) assert.ok(lines.every(({ kind }) => kind === 'same'));
    }),
  );
  assert.deepEqual(
    lineDiff('a\nb\nc', 'a\nx\nc').map(({ kind, text: line }) => `${kind} ${line}`),
    ['same a', 'removed b', 'added x', 'same c'],
  );
});

test('contexts are those of all files that kubectl would read, the first current one counts', () => {
  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    return file;
  };
  const one = write(
    'one',
    'contexts:\n- context: {cluster: a, user: u}\n  name: dev\n- name: "prod: eu"\ncurrent-context: ""\n',
  );
  const two = write('two', '{"contexts": [{"name": "dev"}, {"name": "lab"}], "current-context": "lab"}');
  const broken = write('broken', 'contexts: [');
  const KUBECONFIG = [one, path.join(folder, 'none'), two, broken].join(path.delimiter);
  assert.deepEqual(readContexts('', { KUBECONFIG }), {
    names: ['dev', 'prod: eu', 'lab'],
    current: 'lab',
    files: [one, two, broken],
  });
  assert.deepEqual(readContexts(two, { KUBECONFIG }).names, ['dev', 'lab']);
  assert.deepEqual(readContexts('', { HOME: folder }), { names: [], current: undefined, files: [] });
});
