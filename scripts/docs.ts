/** `npm run docs`: writes docs/reference/ out of the tables that the programs themselves read. */
import fs from 'node:fs';
import path from 'node:path';
import { referencePages } from './reference/pages.ts';

const folder = path.resolve(import.meta.dirname, '../docs/reference');
const pages = await referencePages();

fs.mkdirSync(folder, { recursive: true });
for (const name of fs.readdirSync(folder)) if (!pages.has(name)) fs.rmSync(path.join(folder, name));
for (const [name, text] of pages) fs.writeFileSync(path.join(folder, name), text);
process.stdout.write(`docs/reference: ${[...pages.keys()].join(', ')}\n`);
