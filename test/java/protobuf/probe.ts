/** Google's own Protobuf for Java as a process: fetched from Maven Central once, asked line by line. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const pom = path.join(here, 'pom.xml');

export interface Answer {
  /** The message as Java writes it; undefined: it could not be read. */
  readonly hex?: string;
  readonly json?: unknown;
  readonly error?: string;
}

/** What Java makes of each line. @param message its name without the package */
export function askJava(proto: string, message: string, lines: readonly string[]): readonly Answer[] {
  const jars = fetched();
  const folder = fs.mkdtempSync(path.join(jars, '../run-'));
  try {
    fs.writeFileSync(path.join(folder, 'given.proto'), proto);
    const set = path.join(folder, 'set.bin');
    ran(compilerIn(jars), [
      `-I${folder}`,
      `-I${path.join(jars, 'protos')}`,
      '--include_imports',
      `--descriptor_set_out=${set}`,
      'given.proto',
    ]);
    const java = ran(
      'java',
      ['-cp', path.join(jars, '*'), path.join(here, 'Probe.java'), set, message],
      `${lines.join('\n')}\n`,
    );
    return java
      .trimEnd()
      .split('\n')
      .map(line => {
        const at = line.indexOf(' ');
        const [hex, rest] = [line.slice(0, at), line.slice(at + 1)];
        return hex === 'error' ? { error: rest } : { hex, json: JSON.parse(rest) as unknown };
      });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The folder of the jars, of Google's .proto files, and of their compiler. */
function fetched(): string {
  const digest = createHash('sha256').update(fs.readFileSync(pom)).digest('hex').slice(0, 8);
  const cache = path.resolve(here, '../../../.cache/protobuf-java');
  const jars = path.join(cache, digest);
  if (fs.existsSync(jars)) return jars;
  const unfinished = `${jars}.${process.pid}`;
  ran('mvn', [
    '-B',
    '-q',
    '-f',
    pom,
    'dependency:copy-dependencies',
    `-DoutputDirectory=${unfinished}`,
    `-Dferris.platform=${platform()}`,
  ]);
  const protos = path.join(unfinished, 'protos');
  fs.mkdirSync(protos);
  for (const jar of fs
    .readdirSync(unfinished)
    .filter(name => /^(protobuf-java-\d|proto-google-common).*\.jar$/.test(name)))
    ran('jar', ['xf', path.join(unfinished, jar)], '', protos);
  fs.chmodSync(compilerIn(unfinished), 0o755);
  fs.renameSync(unfinished, jars);
  return jars;
}

const compilerIn = (folder: string): string =>
  path.join(folder, fs.readdirSync(folder).find(name => name.startsWith('protoc-'))!);

/** As Maven Central calls them. */
function platform(): string {
  const system = { linux: 'linux', darwin: 'osx', win32: 'windows' }[process.platform as string];
  const machine = { x64: 'x86_64', arm64: 'aarch_64' }[process.arch as string];
  return `${system}-${machine}`;
}

function ran(program: string, args: readonly string[], input = '', cwd?: string): string {
  const done = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 28, ...(cwd ? { cwd } : {}) });
  assert.equal(done.status, 0, `${program}: ${done.error?.message ?? ''}${done.stderr}${done.stdout?.slice(0, 2000)}`);
  return done.stdout;
}
