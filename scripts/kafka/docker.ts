/** Runs the broker as a container of Apache's own image, where a Docker engine answers. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { KafkaError } from './errors.ts';
import { kafkaVersion } from './java.ts';
import { asVariables, brokerSettings } from './settings.ts';

/** True when the `docker` command is there and an engine answers it. */
export function dockerAnswers(): boolean {
  return docker('info', '--format', '{{.ServerVersion}}').status === 0;
}

/** Makes sure that the image is on this machine; false when it is not and cannot be fetched. */
export function imageThere(progress: (text: string) => void): boolean {
  if (docker('image', 'inspect', image()).status === 0) return true;
  progress(`fetching the image ${image()} (once)`);
  return spawnSync('docker', ['pull', '--quiet', image()], { stdio: 'ignore' }).status === 0;
}

/** Starts the container for `folder` and returns its name; the broker is not ready yet. Data stays in a volume. */
export function launchWithDocker(folder: string, ports: { port: number; controllerPort: number }): string {
  const name = `ferris-kafka-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;
  const settings = brokerSettings({ host: '', ...ports, data: '/var/lib/kafka/data' });
  const variables = [...asVariables(settings), 'KAFKA_HEAP_OPTS=-Xmx512m'].flatMap(variable => ['--env', variable]);
  docker('rm', '--force', name);
  const run = docker(
    'run',
    '--detach',
    ...['--name', name],
    ...['--publish', `127.0.0.1:${ports.port}:${ports.port}`],
    ...['--volume', `${name}:/var/lib/kafka/data`],
    ...variables,
    image(),
  );
  if (run.status !== 0) throw new KafkaError(`Docker cannot start ${image()}: ${run.stderr.trim()}`);
  return name;
}

/** True while the container runs. */
export function containerRuns(name: string): boolean {
  return docker('inspect', '--format', '{{.State.Running}}', name).stdout?.trim() === 'true';
}

/** The last lines that the container wrote. */
export function containerLog(name: string): string {
  const logs = docker('logs', '--tail', '20', name);
  return `${logs.stdout}${logs.stderr}`.trim();
}

/** Stops the container and removes it; its data stays in the volume of the same name. */
export function stopContainer(name: string): void {
  docker('stop', '--time', '20', name);
  docker('rm', '--force', name);
}

const image = (): string => `apache/kafka:${kafkaVersion()}`;

function docker(...command: string[]) {
  return spawnSync('docker', command, { encoding: 'utf8', timeout: 60_000 });
}
