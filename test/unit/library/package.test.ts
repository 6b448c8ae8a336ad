/**
 * What is published works where it is installed: the package is packed, installed in a folder of its own, and the programs of
 * docs/library.md run there, type-checked, with what they print. Needs `npm run build`.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';

const root = path.resolve(import.meta.dirname, '../../..');
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-package-'));
after(() => fs.rmSync(home, { recursive: true, force: true }));

const page = fs.readFileSync(path.join(root, 'docs/library.md'), 'utf8');
const programs = [...page.matchAll(/^```ts\n(\/\/ (\S+)\n[\s\S]*?)^```\n\n^```text\n([\s\S]*?)^```$/gm)].map(
  ([, text, name, printed]) => ({ text: text!, name: name!, printed: printed! }),
);

const command = (program: string, args: readonly string[], cwd: string): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 });

before(() => {
  assert.ok(fs.existsSync(path.join(root, 'dist/library/ferris-sql.mjs')), 'dist/library is missing: npm run build');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const packed = command(npm, ['pack', '--json', '--ignore-scripts', '--pack-destination', home], root);
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  fs.writeFileSync(path.join(home, 'package.json'), '{ "name": "app", "private": true, "type": "module" }\n');
  command(npm, ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', `./${filename}`], home);
  for (const { name, text } of programs) fs.writeFileSync(path.join(home, name), text);
});

test('the page has programs', () => assert.equal(programs.length, 3));

test('nothing else is installed with it', () => {
  assert.deepEqual(
    fs.readdirSync(path.join(home, 'node_modules')).filter(name => !name.startsWith('.')),
    ['ferris-sql'],
  );
});

for (const { name, printed } of programs)
  test(`${name} prints what the page says`, () => assert.equal(command(process.execPath, [name], home), printed));

test('a function in SQL finds its sandbox', () => {
  const sql = 'CREATE FUNCTION f(x BIGINT) RETURNS BIGINT LANGUAGE javascript AS $$ x + 1n $$; SELECT f(n) AS m FROM t';
  fs.writeFileSync(
    path.join(home, 'sandbox.mjs'),
    `import { SqlContext } from 'ferris-sql';
for await (const { m } of new SqlContext().registerStream('t', [{ n: 1 }], { columns: { n: 'BIGINT' } }).execute(${JSON.stringify(sql)}))
  console.log(m);
`,
  );
  assert.equal(command(process.execPath, ['sandbox.mjs'], home), '2n\n');
});

test('the programs and the types of the package are right', () => {
  fs.writeFileSync(
    path.join(home, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2024',
        strict: true,
        noEmit: true,
        types: ['node'],
        typeRoots: [path.join(root, 'node_modules/@types')],
        lib: ['es2024', 'esnext.disposable'],
      },
      files: programs.map(({ name }) => name),
    }),
  );
  command(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', home], home);
  fs.appendFileSync(path.join(home, programs[0]!.name), 'new SqlContext().registerStream(7, []);\n');
  assert.throws(() =>
    command(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', home], home),
  );
});
