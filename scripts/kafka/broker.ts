/** Starts, finds and stops one Kafka broker for the project: the user's own, a container, or Java with Kafka's jars. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brokerAnswers, firstThatAnswers } from './answers.ts';
import { containerLog, containerRuns, dockerAnswers, imageThere, launchWithDocker, stopContainer } from './docker.ts';
import { KafkaError } from './errors.ts';
import { type BrokerExtras, isBroker, kafkaVersion, launchWithJava, logFile } from './java.ts';
import { anyFreePort, isFree } from './ports.ts';

const cache = path.resolve(import.meta.dirname, '../../.cache/kafka');

/** The port a broker gets when nobody else listens there. */
const USUAL_PORT = 9092;
/** How long a broker may take until it answers, in milliseconds. */
const START_TIMEOUT = 60_000;
/** How long a broker may take to end by itself before it is killed, in milliseconds. */
const STOP_TIMEOUT = 20_000;

/** A broker that runs. */
export interface RunningKafka {
  /** What to put into KAFKA_BROKERS: `localhost:9092`. */
  readonly brokers: string;
  /** Who runs it: `given` by KAFKA_BROKERS, a container, or Java. */
  readonly by: 'given' | Launched['by'];
  /** False when it ran already. */
  readonly started: boolean;
}

export interface StartOptions {
  /** Port for clients; without it 9092 when free, else any free one. */
  readonly port?: number;
  /** Where this broker keeps its data, log and pid file; another folder is another broker. */
  readonly folder?: string;
  /** What this broker has besides; it is run by Java then, and never the one that KAFKA_BROKERS names. */
  readonly extras?: BrokerExtras;
  /** Told what is being done, a few words at a time. */
  readonly progress?: (text: string) => void;
}

/** The pid file's contents. */
interface Launched {
  readonly by: 'docker' | 'java';
  readonly port: number;
  readonly pid?: number;
  readonly container?: string;
}

/**
 * Gives a broker that answers: the one this folder has already, else the one KAFKA_BROKERS names, else a new one.
 * A new one outlives this process. Rejects with KafkaError when there is none to be had, saying what is missing.
 */
export async function startKafka({
  port,
  folder = cache,
  extras,
  progress = () => {},
}: StartOptions = {}): Promise<RunningKafka> {
  fs.mkdirSync(folder, { recursive: true });
  const running = readPidFile(folder);
  if (running && isAlive(running)) return { ...(await untilItAnswers(running, folder, progress)), started: false };
  const given = extras ? undefined : process.env.KAFKA_BROKERS;
  if (given) {
    progress(`asking ${given}, which KAFKA_BROKERS names`);
    if (await firstThatAnswers(given, 10_000)) return { brokers: given, by: 'given', started: false };
    throw new KafkaError(
      `no broker answers at ${given}, which KAFKA_BROKERS names: start it, correct the variable, or unset it`,
    );
  }
  const release = await lock(folder);
  try {
    const meanwhile = readPidFile(folder);
    if (meanwhile && isAlive(meanwhile))
      return { ...(await untilItAnswers(meanwhile, folder, progress)), started: false };
    const launched = await launch(folder, port, extras, progress);
    fs.writeFileSync(pidFile(folder), JSON.stringify(launched));
    return { ...(await untilItAnswers(launched, folder, progress)), started: true };
  } finally {
    release();
  }
}

/**
 * Stops the broker that this folder has and waits until it has ended; false when there is none.
 * @param signal SIGKILL: it has no time to hand on what it leads
 */
export async function stopKafka({
  folder = cache,
  signal = 'SIGTERM',
}: Pick<StartOptions, 'folder'> & { readonly signal?: 'SIGTERM' | 'SIGKILL' } = {}): Promise<boolean> {
  const running = readPidFile(folder);
  const alive = running !== undefined && isAlive(running);
  if (alive && running.container) stopContainer(running.container);
  if (alive && running.pid) await endProcess(running.pid, signal);
  fs.rmSync(pidFile(folder), { force: true });
  return alive;
}

/** The broker in use: this folder's, else the one KAFKA_BROKERS names; undefined when none answers. */
export async function kafkaStatus({
  folder = cache,
}: Pick<StartOptions, 'folder'> = {}): Promise<RunningKafka | undefined> {
  const running = readPidFile(folder);
  if (running && isAlive(running) && (await brokerAnswers(`localhost:${running.port}`, 5_000)))
    return { brokers: `localhost:${running.port}`, by: running.by, started: false };
  const given = process.env.KAFKA_BROKERS;
  if (given && (await firstThatAnswers(given, 5_000))) return { brokers: given, by: 'given', started: false };
  return undefined;
}

async function launch(
  folder: string,
  wanted: number | undefined,
  extras: BrokerExtras | undefined,
  progress: (text: string) => void,
): Promise<Launched> {
  if (wanted !== undefined && !(await isFree(wanted)))
    throw new KafkaError(`port ${wanted} is taken: choose another with --port, or stop what listens there`);
  const port = wanted ?? ((await isFree(USUAL_PORT)) ? USUAL_PORT : await anyFreePort());
  const ports = { port, controllerPort: await anyFreePort() };
  if (!extras && dockerAnswers()) {
    if (imageThere(progress)) {
      progress(`Kafka ${kafkaVersion()} by Docker`);
      return { by: 'docker', port, container: launchWithDocker(folder, ports) };
    }
    progress(`Docker cannot fetch Kafka's image, so Java is used`);
  }
  progress(`Kafka ${kafkaVersion()} by Java`);
  return { by: 'java', port, pid: launchWithJava(folder, cache, { ...ports, extras }, progress) };
}

async function untilItAnswers(
  launched: Launched,
  folder: string,
  progress: (text: string) => void,
): Promise<Omit<RunningKafka, 'started'>> {
  const brokers = `localhost:${launched.port}`;
  const deadline = Date.now() + START_TIMEOUT;
  while (!(await brokerAnswers(brokers, 1_000))) {
    if (!isAlive(launched))
      throw new KafkaError(`the broker ended while starting. Its last words:\n${lastWords(launched, folder)}`);
    if (Date.now() > deadline) {
      await stopKafka({ folder });
      throw new KafkaError(
        `the broker does not answer at ${brokers} after ${START_TIMEOUT / 1000} s and was stopped. Its last words:\n${lastWords(launched, folder)}`,
      );
    }
    progress(`waiting for ${brokers}`);
    await pause(100);
  }
  return { brokers, by: launched.by };
}

function lastWords({ container }: Launched, folder: string): string {
  if (container) return containerLog(container);
  return fs.readFileSync(logFile(folder), 'utf8').trim().split('\n').slice(-10).join('\n');
}

const pidFile = (folder: string): string => path.join(folder, 'broker.pid.json');

function readPidFile(folder: string): Launched | undefined {
  try {
    return JSON.parse(fs.readFileSync(pidFile(folder), 'utf8'));
  } catch {
    // None, or one that a crash left half-written: no broker is known.
    return undefined;
  }
}

function isAlive({ pid, container }: Launched): boolean {
  return container ? containerRuns(container) : pid !== undefined && isBroker(pid);
}

async function endProcess(pid: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const deadline = Date.now() + STOP_TIMEOUT;
  process.kill(pid, signal);
  while (isBroker(pid)) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await pause(50);
  }
}

/** Lets one process at a time start this folder's broker; gives the function that lets the next one in. */
async function lock(folder: string): Promise<() => void> {
  const file = path.join(folder, 'start.lock');
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (!holderLives(file)) fs.rmSync(file, { force: true });
    await pause(100);
  }
}

function holderLives(lockFile: string): boolean {
  try {
    process.kill(Number(fs.readFileSync(lockFile, 'utf8')), 0);
    return true;
  } catch (error) {
    // Not ours to signal is alive too; a file just removed or still empty is looked at again in a moment.
    return error instanceof Error && 'code' in error && error.code !== 'ESRCH';
  }
}
