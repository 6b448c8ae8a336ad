/** The archive that `npm run package` writes, read by Python's zipfile. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { vsix } from '../../../scripts/package/vsix.ts';
import { zip } from '../../../scripts/package/zip.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-zip-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Checks every entry's sum, and gives all of them by name. */
const READ = `
import sys, zipfile, json
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(json.dumps({name: archive.read(name).decode('utf8') for name in archive.namelist()}))
`;

function read(archive: Buffer): Readonly<Record<string, string>> {
  const file = path.join(folder, 'archive.zip');
  fs.writeFileSync(file, archive);
  const { status, stdout, stderr } = spawnSync('python3', ['-c', READ, file], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

test('entries come out as they went in', () => {
  const contents = { 'a.txt': 'a', 'ordner/ü.txt': 'äöü — 中', 'empty.txt': '', 'long.txt': 'abc'.repeat(100_000) };
  const archive = zip(Object.entries(contents).map(([name, text]) => ({ name, content: Buffer.from(text) })));
  assert.deepEqual(read(archive), contents);
  assert.ok(archive.length < 3000, 'long.txt is not packed');
});

test('the same files make the same archive', () => {
  const make = (): Buffer => zip([{ name: 'a.txt', content: Buffer.from('a') }]);
  assert.deepEqual(make(), make());
});

test('a folder becomes an extension with its manifest and content types', () => {
  const extension = path.join(folder, 'extension');
  fs.mkdirSync(path.join(extension, 'images'), { recursive: true });
  const manifest = {
    name: 'an-extension',
    publisher: 'us',
    version: '1.2.3',
    displayName: 'A <good> one & only',
    description: 'd',
    icon: 'images/icon.png',
    categories: ['Other'],
    keywords: ['a', 'b'],
    engines: { vscode: '^1.101.0' },
  };
  fs.writeFileSync(path.join(extension, 'package.json'), JSON.stringify(manifest));
  fs.writeFileSync(path.join(extension, 'LICENSE'), 'free');
  fs.writeFileSync(path.join(extension, 'images/icon.png'), 'png');
  const entries = read(vsix(extension, (name, content) => (name === 'LICENSE' ? Buffer.from('changed') : content)));
  assert.deepEqual(Object.keys(entries), [
    'extension.vsixmanifest',
    '[Content_Types].xml',
    'extension/LICENSE.txt',
    'extension/images/icon.png',
    'extension/package.json',
  ]);
  assert.equal(entries['extension/LICENSE.txt'], 'changed');
  const xml = entries['extension.vsixmanifest']!;
  assert.match(xml, /<DisplayName>A &lt;good&gt; one &amp; only<\/DisplayName>/);
  assert.match(xml, /Id="an-extension" Version="1\.2\.3" Publisher="us"/);
  for (const [, asset] of xml.matchAll(/ Path="([^"]*)"/g)) assert.ok(entries[asset!] !== undefined, `no ${asset}`);
  for (const name of Object.keys(entries))
    if (name.startsWith('extension/'))
      assert.ok(entries['[Content_Types].xml']!.includes(`Extension="${path.extname(name)}"`), `no type for ${name}`);
});
