/** Runs the broker with Java and Kafka's jars, which Maven fetches once from Maven Central. */
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { KafkaError } from './errors.ts';
import { asProperties, brokerSettings } from './settings.ts';

const here = import.meta.dirname;
const pom = path.join(here, 'pom.xml');

/** The oldest Java that Kafka 4 brokers run on. */
const OLDEST_JAVA = 17;

/** A small heap and a quick start matter more here than peak throughput with many clients. */
const JVM_OPTIONS = ['-Xms128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=4', '-Djava.awt.headless=true'];
const HEAP_MB = 512;

/** What a broker may have besides its usual settings. */
export interface BrokerExtras {
  /** Go before the usual ones. */
  readonly settings: Readonly<Record<string, string>>;
  /** Users with SCRAM, as Kafka's tool takes them: `SCRAM-SHA-256=[name=alice,password=secret]`. */
  readonly scram: readonly string[];
  /** Of the cluster that it is one broker of; one of its own unless given. */
  readonly clusterId?: string;
  /** The most memory for what it keeps at hand, in MB; 512 unless given. */
  readonly heapMb?: number;
}

/** The release of Kafka that the pom names. */
export function kafkaVersion(): string {
  const version = /<artifactId>kafka_2\.13<\/artifactId>\s*<version>([^<]+)</.exec(fs.readFileSync(pom, 'utf8'))?.[1];
  if (!version) throw new KafkaError(`${pom} names no version of kafka_2.13`);
  return version;
}

/**
 * Starts the broker as a process of its own that outlives this one. Fetches the jars into `cache` and formats
 * `folder`/data when that has not been done yet. Returns the process id; the broker is not ready yet.
 */
export function launchWithJava(
  folder: string,
  cache: string,
  { extras, ...ports }: { port: number; controllerPort: number; extras?: BrokerExtras | undefined },
  progress: (text: string) => void,
): number {
  const java = findJava();
  const jars = fetchJars(cache, progress);
  const data = path.join(folder, 'data');
  const properties = path.join(folder, 'server.properties');
  fs.mkdirSync(folder, { recursive: true });
  const settings = { ...brokerSettings({ host: 'localhost', ...ports, data }), ...extras?.settings };
  fs.writeFileSync(properties, asProperties(settings));
  const command = [
    ...JVM_OPTIONS,
    `-Xmx${extras?.heapMb ?? HEAP_MB}m`,
    `-Dlog4j2.configurationFile=${path.join(here, 'log4j2.properties')}`,
    '-cp',
    path.join(jars, '*'),
  ];
  if (!fs.existsSync(path.join(data, 'meta.properties'))) {
    progress('formatting the data folder');
    // An id that begins with a dash would be an option to Kafka's tool.
    const own = createHash('sha256').update(folder).digest().subarray(0, 16).toString('base64url').replace(/^-/, 'A');
    const id = extras?.clusterId ?? own;
    const users = (extras?.scram ?? []).flatMap(user => ['--add-scram', user]);
    const format = spawnSync(
      java,
      [...command, 'kafka.tools.StorageTool', 'format', '-t', id, '-c', properties, ...users],
      { encoding: 'utf8' },
    );
    if (format.status !== 0)
      throw new KafkaError(
        `Kafka cannot format its data folder ${data}: ${lastLine(format)}. Remove the folder and start again`,
      );
  }
  progress('starting the broker');
  const log = fs.openSync(logFile(folder), 'w');
  try {
    const broker = spawn(java, [...command, 'kafka.Kafka', properties], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', log, log],
    });
    if (!broker.pid) throw new KafkaError(`'${java}' cannot be run`);
    broker.unref();
    return broker.pid;
  } finally {
    fs.closeSync(log);
  }
}

/** Where the broker's own words go. */
export const logFile = (folder: string): string => path.join(folder, 'broker.log');

/** True while the process `pid` is a broker of this project (and not another process that got its number since). */
export function isBroker(pid: number): boolean {
  let commandLine: string;
  if (process.platform === 'linux') {
    try {
      commandLine = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return false;
    }
  } else commandLine = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  return commandLine.includes('kafka.Kafka');
}

function findJava(): string {
  const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const found = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const advice = `install Java ${OLDEST_JAVA} or newer (Debian, Ubuntu: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@17), or start Docker, or set KAFKA_BROKERS to a broker of yours`;
  if (found.status !== 0) throw new KafkaError(`'${java}' cannot be run: ${advice}`);
  const major = Number(/version "(?:1\.)?(\d+)/.exec(found.stderr)?.[1]);
  if (major < OLDEST_JAVA)
    throw new KafkaError(`'${java}' is Java ${major}, too old for Kafka ${kafkaVersion()}: ${advice}`);
  return java;
}

/** The folder of the jars; fetched when this pom's have not been yet, so that later starts need no network. */
function fetchJars(cache: string, progress: (text: string) => void): string {
  const version = kafkaVersion();
  const digest = createHash('sha256').update(fs.readFileSync(pom)).digest('hex').slice(0, 8);
  const jars = path.join(cache, `jars-${version}-${digest}`);
  if (fs.existsSync(jars)) return jars;
  progress(`fetching Kafka ${version} from Maven Central (about 45 MB, once)`);
  const unfinished = `${jars}.${process.pid}`;
  const arguments_ = [
    '-B',
    '-q',
    '-f',
    pom,
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${unfinished}`,
  ];
  const maven = spawnSync('mvn', arguments_, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (maven.error)
    throw new KafkaError(
      `'mvn' is not installed; it fetches Kafka's jars: apt-get install maven (macOS: brew install maven), or start Docker, or set KAFKA_BROKERS to a broker of yours`,
    );
  if (maven.status !== 0) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    const reason = /\[ERROR\] (.*)/.exec(maven.stdout)?.[1] ?? lastLine(maven);
    throw new KafkaError(`Maven cannot fetch Kafka ${version}: ${reason}. Check that Maven Central can be reached`);
  }
  try {
    fs.renameSync(unfinished, jars);
  } catch (error) {
    // Another start was quicker: its jars are the same.
    if (!fs.existsSync(jars)) throw error;
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
  return jars;
}

function lastLine({ stdout, stderr, error }: SpawnSyncReturns<string>): string {
  return `${stdout ?? ''}\n${stderr ?? ''}`.trim().split('\n').at(-1) || (error?.message ?? 'no reason given');
}
