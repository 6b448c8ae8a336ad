/** The import laws of ARCHITECTURE.md, read off the sources. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const root = path.resolve(import.meta.dirname, '../../..');

interface Import {
  /** From the project's root. */
  readonly file: string;
  /** A project file, or a package's name as written. */
  readonly target: string;
  readonly local: boolean;
}

const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"])([^'"\n]+)\1/g;

const importsOf = (file: string, text: string): Import[] =>
  [...text.matchAll(SPECIFIER)].map(([, , specifier]) =>
    specifier!.startsWith('.')
      ? { file, target: path.posix.join(path.posix.dirname(file), specifier!), local: true }
      : { file, target: specifier!, local: false },
  );

const FOLDERS = ['src', 'runtime', 'library', 'cli', 'language-server', 'extension'];
const sources: readonly (readonly [string, string])[] = FOLDERS.flatMap(folder =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.includes('generated'))
    .map(name => path.posix.join(folder, name.replaceAll(path.sep, '/')))
    .map(file => [file, fs.readFileSync(path.join(root, file), 'utf8')] as const),
);

const below = (file: string, folders: readonly string[]) =>
  folders.some(folder => file === folder || file.startsWith(`${folder}/`));

/** Which project folders a folder may import, besides itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  'src/language': [],
  'src/compiler/plan': ['src/language', 'src/compiler/optimize'],
  'src/compiler': ['src/language'],
  // Schemas: what a registry hands out is read while a job runs.
  runtime: ['src/compiler/plan', 'src/language/functions', 'src/language/schemas', 'src/language/types'],
  'language-server': ['src'],
  cli: ['src', 'runtime'],
  library: ['src', 'runtime'],
  // The browser's entry with its workers: the server and the engine are in its bundles.
  'extension/web': ['extension/src', 'language-server', 'playground/src'],
  // Both stand alone: what the extension loads when it starts.
  extension: ['language-server/protocol.ts', 'src/language/workspace/detect.ts'],
};

const arrowBreaks = (imports: readonly Import[]): string[] =>
  imports
    .filter(({ file, target, local }) => {
      const home = Object.keys(ARROWS).find(folder => below(file, [folder]));
      return (
        local &&
        home !== undefined &&
        !below(target, [home.startsWith('src/compiler') ? 'src/compiler' : home, ...ARROWS[home]!, 'package.json'])
      );
    })
    .map(({ file, target }) => `${file} imports ${target}`);

/** Packages that only some folders may know. */
const OWNERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^vscode-language(server|client)(\/|$)|^vscode-jsonrpc/, ['language-server', 'extension']],
  [/^vscode$/, ['extension']],
  [/^(kafkajs|@platformatic\/kafka)/, ['runtime/connectors/kafka']],
  [/^@kubernetes\/client-node/, ['cli/kubernetes/cluster']],
  [/^(quickjs-emscripten-core|@jitl\/quickjs)/, ['runtime/functions']],
  [/^node:/, ['runtime', 'cli', 'language-server', 'extension']],
];

const packageBreaks = (imports: readonly Import[]): string[] =>
  imports
    .filter(
      ({ file, target, local }) => !local && OWNERS.some(([name, owners]) => name.test(target) && !below(file, owners)),
    )
    .map(({ file, target }) => `${file} imports ${target}`);

const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

const IMPURE = /\b(process\.|Date\.now\(|Math\.random\(|new Date\(\)|console\.|fetch\()/;
const impurities = (files: typeof sources): string[] =>
  files.filter(([file, text]) => below(file, ['src']) && IMPURE.test(withoutComments(text))).map(([file]) => file);

/** Programs have a terminal, and the language server's is its protocol; what they call tells them, they tell the user. */
const PROGRAMS = ['cli', 'language-server/main.ts'];
// `connection.console` is a message of the protocol.
const TERMINAL = /\b(process\.(stdout|stderr)|(?<!connection\.)console\.)/;
const terminalBreaks = (files: typeof sources): string[] =>
  files.filter(([file, text]) => !below(file, PROGRAMS) && TERMINAL.test(withoutComments(text))).map(([file]) => file);

const imports = sources.flatMap(([file, text]) => importsOf(file, text));

test('arrows run one way', () => assert.deepEqual(arrowBreaks(imports), []));
test('packages stay with those who may know them', () => assert.deepEqual(packageBreaks(imports), []));
test('language and compiler are pure', () => assert.deepEqual(impurities(sources), []));
test('only programs write to the terminal', () => assert.deepEqual(terminalBreaks(sources), []));
test('the sources are read', () => {
  for (const folder of FOLDERS)
    assert.ok(
      sources.some(([file]) => below(file, [folder])),
      folder,
    );
  assert.ok(imports.some(({ local }) => local) && imports.some(({ local }) => !local));
});

test('each law can fail', () => {
  const bad = (file: string, text: string) => importsOf(file, text);
  assert.equal(arrowBreaks(bad('src/language/a.ts', "import { b } from '../compiler/b.ts';")).length, 1);
  assert.equal(
    arrowBreaks(bad('runtime/a/b.ts', "import type { X } from '../../src/language/names/scope.ts';")).length,
    1,
  );
  assert.equal(
    arrowBreaks(bad('extension/src/a.ts', "const x = await import('../../language-server/snapshot.ts');")).length,
    1,
  );
  assert.equal(packageBreaks(bad('cli/a.ts', "import * as vscode from 'vscode';")).length, 1);
  assert.equal(packageBreaks(bad('src/language/a.ts', "import fs from 'node:fs';")).length, 1);
  assert.equal(packageBreaks(bad('runtime/connectors/log/a.ts', "export { Kafka } from 'kafkajs';")).length, 1);
  assert.equal(packageBreaks(bad('cli/kubernetes/a.ts', "import '@kubernetes/client-node';")).length, 1);
  assert.equal(arrowBreaks(bad('library/a.ts', "import { x } from '../cli/x.ts';")).length, 1);
  assert.equal(packageBreaks(bad('library/a.ts', "import fs from 'node:fs';")).length, 1);
  assert.equal(packageBreaks(bad('runtime/a.ts', "import 'quickjs-emscripten-core';")).length, 1);
  assert.equal(packageBreaks(bad('runtime/a.ts', "import 'vscode-languageserver/node.js';")).length, 1);
  assert.equal(impurities([['src/language/a.ts', 'const t = Date.now();']]).length, 1);
  assert.equal(impurities([['src/language/a.ts', '// never Date.now()']]).length, 0);
  assert.equal(terminalBreaks([['runtime/a.ts', "console.log('x');"]]).length, 1);
  assert.equal(terminalBreaks([['cli/a.ts', "process.stdout.write('x');"]]).length, 0);
});
