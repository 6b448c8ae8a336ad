/**
 * Writes down what jobs of this version leave behind: `node test/unit/upgrade/keep.ts NAME` makes `kept/NAME.jsonl`, a line each. Done once for a
 * version whose plans or entries are others than those before, with the program of that version.
 */
import fs from 'node:fs';
import path from 'node:path';
import { jobs } from './jobs.ts';
import { leftBehindBy } from './stopped.ts';

const name = process.argv[2];
if (!name) throw new Error('name the version: node test/unit/upgrade/keep.ts 2026-11-22');
const left = [];
for (const job of jobs) left.push(await leftBehindBy(job));
fs.writeFileSync(
  path.join(import.meta.dirname, 'kept', `${name}.jsonl`),
  left.map(one => `${JSON.stringify(one)}\n`).join(''),
);
