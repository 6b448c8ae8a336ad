/** Where there is no WebAssembly (a page's Content Security Policy may forbid it), JSON is read by JavaScript, and alike. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';

test('fields of records are what all members say', () => {
  const properties = path.join(import.meta.dirname, 'json-fields.test.ts');
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  // Node itself needs it to read TypeScript: only what is loaded as a program must not find it.
  const hidden = `await import(${JSON.stringify(pathToFileURL(properties).href)}); delete globalThis.WebAssembly;`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', hidden], {
    env,
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.match(stdout, /records alike for a while/);
});
