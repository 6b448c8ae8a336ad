/** What a migration starts from: a configuration or compose file, a manifest, or the name of a Deployment in the cluster. */
import fs from 'node:fs';
import path from 'node:path';
import { objectsOfManifest } from '../../../src/compiler/deploy/extract/manifest-objects.ts';
import { type Running, type RunningService, runningOf } from '../../../src/compiler/deploy/migration/running.ts';
import { UsageError } from '../../arguments.ts';
import { FileError, readText } from '../../files.ts';
import { type Io, resolvePath } from '../../io.ts';
import { loadCurrent } from '../current/load.ts';

interface RunningChoice {
  readonly config: string | undefined;
  readonly 'from-deployment': string | undefined;
  /** Which of several. */
  readonly name: string | undefined;
  readonly 'consumer-group': string | undefined;
  readonly service: readonly string[];
  readonly namespace: string | undefined;
}

/** Throws UsageError where it is not clear what is meant, FileError for what cannot be read. */
export async function loadRunning(
  choice: RunningChoice,
  io: Io,
): Promise<Running & { readonly consumerGroup: string }> {
  const { config, 'from-deployment': deployment } = choice;
  if ((config === undefined) === (deployment === undefined))
    throw new UsageError(
      'what runs today is needed, once',
      '--config FILE (a configuration or compose file) or --from-deployment NAME|FILE',
    );
  const all = config === undefined ? await ofCluster(deployment!, choice, io) : await ofConfiguration(config, io);
  const named = choice.name === undefined ? all : all.filter(({ name }) => name === choice.name);
  const [running, ...others] = named;
  if (!running || others.length > 0)
    throw new UsageError(
      running
        ? `there are ${named.length} in ${config ?? deployment}`
        : `there is no '${choice.name}' in ${config ?? deployment}`,
      `--name takes one of ${all.map(({ name }) => name).join(', ')}`,
    );
  const consumerGroup = choice['consumer-group'] ?? running.consumerGroup;
  if (consumerGroup === undefined)
    throw new UsageError(
      `nothing says in which consumer group ${running.name} reads`,
      '--consumer-group NAME; kafka-consumer-groups.sh --bootstrap-server … --list shows them',
    );
  const known = new Set(running.services.map(({ name }) => name));
  const more: RunningService[] = choice.service
    .filter(name => !known.has(name))
    .map(name => ({ name, selector: undefined, targets: [] }));
  return { ...running, consumerGroup, services: [...running.services, ...more] };
}

async function ofCluster(deployment: string, { namespace }: RunningChoice, io: Io): Promise<readonly Running[]> {
  if (deployment !== '-' && !/[./\\]/.test(deployment) && !fs.existsSync(resolvePath(io, deployment))) {
    if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(deployment))
      throw new UsageError(`'${deployment}' is neither a file nor a name that a Deployment may have`);
    return [{ ...outside('Deployment', deployment, undefined), namespace }];
  }
  const { name, text } = await readText(deployment, io);
  const manifest = objectsOfManifest(text);
  if (!manifest.ok) throw new FileError(`cannot read ${name}:${manifest.line}: ${manifest.message}`);
  const found = runningOf(manifest.objects);
  if (found.length === 0)
    throw new FileError(`cannot read ${name}: there is no Deployment or StatefulSet in it that runs on`);
  return found;
}

async function ofConfiguration(file: string, io: Io): Promise<readonly Running[]> {
  const instances = await loadCurrent(file, [], io);
  return instances.map(({ service, settings }) => ({
    ...outside(service === undefined ? 'process' : 'compose', service ?? path.basename(file), file),
    consumerGroup: settings.find(({ becomes }) => becomes === 'kafka.consumer_group')?.value,
    brokers: settings.find(({ becomes }) => becomes === 'kafka.brokers')?.value,
  }));
}

const outside = (kind: Running['kind'], name: string, file: string | undefined): Running => ({
  kind,
  name,
  file,
  namespace: undefined,
  consumerGroup: undefined,
  brokers: undefined,
  replicas: 1,
  autoscaler: undefined,
  selector: undefined,
  services: [],
});
