/** Nothing is used that Node 22 lacks: it is what the oldest supported editors and the packages bring. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const root = path.resolve(import.meta.dirname, '../../..');

/** Globals that came with Node 23 or later (https://node.green). */
const LATER =
  /\b(AsyncDisposableStack|DisposableStack|SuppressedError|Float16Array|Promise\.try|RegExp\.escape|Error\.isError|Iterator\.concat|Math\.sumPrecise|Uint8Array\.from(Base64|Hex))\b/;

test('no global of a later Node', () => {
  const found = ['src', 'runtime', 'library', 'cli', 'language-server', 'extension/src'].flatMap(folder =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .flatMap(name => {
        const code = fs.readFileSync(path.join(root, folder, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
        const global = LATER.exec(code)?.[0];
        return global === undefined ? [] : [`${folder}/${name}: ${global}`];
      }),
  );
  assert.deepEqual(found, []);
});
