/** Packs dist/extension into dist/NAME-VERSION.vsix: `npm run package`. What is packed works without node_modules. */
import fs from 'node:fs';
import path from 'node:path';
import { transformSync } from 'esbuild';
import { vsix } from './package/vsix.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'dist/extension');

/** Bytes: what a download may be. */
const LARGEST = 5_000_000;
const NEEDED = [
  'package.json',
  'extension.cjs',
  'programs/language-server.mjs',
  'programs/ferris-sql.mjs',
  'programs/ferris-k8s-deploy.mjs',
  'README.md',
  'CHANGELOG.md',
];

/** Without line breaks and comments; names stay, so that a report of a defect can be read. */
function smaller(name: string, content: Uint8Array): Uint8Array {
  if (!/\.[cm]?js$/.test(name)) return content;
  const code = Buffer.from(content).toString('utf8');
  // Dead code by which an import() knows what a CommonJS file exports: it must stay.
  const exported = /^0 && \(module\.exports = \{[^}]*\}\);$/m.exec(code)?.[0] ?? '';
  return Buffer.from(transformSync(code, { minifyWhitespace: true, legalComments: 'none' }).code + exported);
}

const missing = NEEDED.filter(file => !fs.existsSync(path.join(folder, file)));
if (missing.length > 0) {
  process.stderr.write(`dist/extension has no ${missing.join(', ')}: 'npm run build' makes it\n`);
  process.exitCode = 1;
} else {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const file = `dist/${name}-${version}.vsix`;
  const packed = vsix(folder, smaller);
  fs.writeFileSync(path.join(root, file), packed);
  process.stdout.write(`${file}  ${(packed.length / 1e6).toFixed(2)} MB\n`);
  if (packed.length > LARGEST) {
    process.stderr.write(`${file} is larger than ${LARGEST / 1e6} MB\n`);
    process.exitCode = 1;
  }
}
