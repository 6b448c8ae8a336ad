/** Avro's own library for Java as a process: fetched from Maven Central once, asked line by line. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const pom = path.join(here, 'pom.xml');

/** Parts of a question: none holds a tab or the end of a line. */
export type Question = readonly string[];

/** The answer of each; `error …` where Java throws. */
export function askJava(questions: readonly Question[]): readonly string[] {
  const given = questions.map(parts => {
    for (const part of parts) assert.doesNotMatch(part, /[\t\n\r]/);
    return `${parts.join('\t')}\n`;
  });
  const answers = ran('java', ['-cp', path.join(jars(), '*'), path.join(here, 'Peer.java')], given.join(''))
    .replace(/\n$/, '')
    .split('\n');
  assert.equal(answers.length, questions.length);
  return answers;
}

function jars(): string {
  const digest = createHash('sha256').update(fs.readFileSync(pom)).digest('hex').slice(0, 8);
  const folder = path.join(here, '../../../.cache/avro-java', digest);
  if (fs.existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  ran('mvn', [
    '-B',
    '-q',
    '-f',
    pom,
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${unfinished}`,
  ]);
  fs.renameSync(unfinished, folder);
  return folder;
}

function ran(command: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', input, maxBuffer: 2 ** 28 });
  if (error) throw error;
  assert.equal(status, 0, `${command}: ${stderr || stdout}`);
  return stdout;
}
