/** `npm run docs`: writes docs/reference/ and docs/rules/ out of the tables that the programs themselves read. */
import fs from 'node:fs';
import path from 'node:path';
import { GENERATED, referencePages } from './reference/pages.ts';

const docs = path.resolve(import.meta.dirname, '../docs');
const pages = await referencePages();

for (const folder of GENERATED) fs.rmSync(path.join(docs, folder), { recursive: true, force: true });
for (const [name, text] of pages) {
  const file = path.join(docs, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
process.stdout.write(`docs: ${pages.size} pages and diagrams in ${GENERATED.join(' and ')}\n`);
