/** Reads what runs today: a configuration of the single instance, or a compose file with what it mounts. */
import path from 'node:path';
import { instanceOfCompose } from '../../../src/compiler/deploy/current/compose-instance.ts';
import { type Job, jobsOf } from '../../../src/compiler/deploy/current/jobs.ts';
import { readCompose } from '../../../src/compiler/deploy/current/read-compose.ts';
import {
  type Configuration,
  type ConfigurationProblem,
  readConfiguration,
} from '../../../src/compiler/deploy/current/read-configuration.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { FileError, readText } from '../../files.ts';
import type { Io } from '../../io.ts';

export interface CurrentSql {
  readonly name: string;
  readonly text: string;
  readonly jobs: readonly Job[];
  /** Statements that have errors, which are not among the jobs. */
  readonly broken: number;
}

export interface CurrentInstance extends Configuration {
  /** Of the service in a compose file; undefined for a configuration by itself. */
  readonly service: string | undefined;
  /** The file of its settings; problems of several files have their own. */
  readonly file: string;
  readonly sql: readonly CurrentSql[];
  /** What it is said to read and cannot be read here. */
  readonly missing: readonly string[];
}

/** @param sqlFiles what runs in it, instead of what a compose file mounts. Throws FileError for what is no configuration. */
export async function loadCurrent(
  file: string,
  sqlFiles: readonly string[],
  io: Io,
): Promise<readonly CurrentInstance[]> {
  const { name, text } = await readText(file, io);
  const given = await Promise.all(sqlFiles.map(one => loadSql(one, io)));
  const services = readCompose(text);
  if (services === undefined) {
    const { settings, problems } = configurationOf(name, text);
    return [{ service: undefined, file: name, settings, problems, sql: given, missing: [] }];
  }
  if (services.length === 0)
    throw new FileError(`cannot read ${name}: none of its services runs FerrisSQL (by its name, image or SQL_FILE)`);
  const beside = (one: string): string => path.join(path.dirname(file === '-' ? '.' : file), one);
  return Promise.all(
    services.map(async service => {
      const missing: string[] = [];
      const reachable = async <T>(one: string, read: (name: string) => Promise<T>): Promise<readonly T[]> => {
        try {
          return [await read(beside(one))];
        } catch (error) {
          if (!(error instanceof FileError)) throw error;
          missing.push(error.message);
          return [];
        }
      };
      const [mounted] = service.config
        ? await reachable(service.config, async one => configurationOf(one, (await readText(one, io)).text))
        : [];
      const sql: CurrentSql[] = [...given];
      if (given.length === 0)
        for (const one of service.sql) sql.push(...(await reachable(one, found => loadSql(found, io))));
      return { service: service.service, file: name, ...instanceOfCompose(service, mounted), sql, missing };
    }),
  );
}

async function loadSql(file: string, io: Io): Promise<CurrentSql> {
  const { name, text } = await readText(file, io);
  const analysis = analyze(text, { bounded: false });
  const broken = analysis.statements.filter(({ bound, piece }) => piece.deployable && bound === undefined).length;
  return { name, text, jobs: jobsOf(analysis), broken };
}

function configurationOf(name: string, text: string): Configuration {
  const read = readConfiguration(text);
  if (!read.ok) throw new FileError(`cannot read ${name}:${read.line}: ${read.message}`);
  const [unlike] = read.settings.length === 0 ? read.problems : [];
  if (unlike) throw new FileError(notOurs(name, unlike, text));
  return read;
}

/** Where nothing at all is known, another kind of file was meant. */
const notOurs = (name: string, { line, message }: ConfigurationProblem, text: string): string =>
  /^kind:\s/m.test(text)
    ? `cannot read ${name}: this is a Kubernetes manifest: ferris-k8s-deploy extract-hints --from-deployment ${name}`
    : `cannot read ${name}: nothing in it is a setting of FerrisSQL; line ${line}: ${message}`;
