/** Which cluster is meant: the kubeconfig as kubectl finds it, and the context in it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { nearest } from '../../../src/language/text/nearest.ts';
import { listOf, UsageError } from '../../arguments.ts';
import { FileError, readText } from '../../files.ts';
import { type Io, resolvePath } from '../../io.ts';

export interface ClusterChoice {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
}

/** Throws FileError for a kubeconfig that is missing or wrong, UsageError for a context that is not in it. */
export async function readKubeconfig(choice: ClusterChoice, io: Io): Promise<KubeConfig> {
  const files = filesFor(choice, io);
  if (files.length === 0 && choice.context === undefined && insideCluster(io)) {
    const config = new KubeConfig();
    config.loadFromCluster();
    return config;
  }
  if (files.length === 0)
    throw new FileError(
      'there is no kubeconfig: neither --kubeconfig nor KUBECONFIG names one, and ~/.kube/config does not exist',
    );
  const config = merged(await Promise.all(files.map(file => load(file, io))));
  choose(config, choice.context, files.join(path.delimiter));
  return config;
}

/** As kubectl does: files of KUBECONFIG that do not exist are passed over. */
function filesFor({ kubeconfig }: ClusterChoice, io: Io): readonly string[] {
  if (kubeconfig !== undefined) return [kubeconfig];
  if (io.env.KUBECONFIG) {
    const named = io.env.KUBECONFIG.split(path.delimiter).filter(Boolean);
    const there = named.filter(file => fs.existsSync(resolvePath(io, file)));
    return there.length > 0 ? there : named.slice(0, 1);
  }
  const own = path.join(io.env.HOME ?? os.homedir(), '.kube/config');
  return fs.existsSync(own) ? [own] : [];
}

/** Where Kubernetes puts a pod's credentials. */
const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';
const insideCluster = (io: Io): boolean => io.env.KUBERNETES_SERVICE_HOST !== undefined && fs.existsSync(TOKEN);

async function load(file: string, io: Io): Promise<KubeConfig> {
  const { text } = await readText(file, io);
  const config = new KubeConfig();
  try {
    config.loadFromString(text);
  } catch (error) {
    const why = error instanceof TypeError ? 'it has no clusters, users and contexts' : (error as Error).message;
    throw new FileError(`${file} is not a kubeconfig: ${why.split('\n')[0]}`);
  }
  config.makePathsAbsolute(path.dirname(resolvePath(io, file)));
  return config;
}

/** What an earlier file says goes before what a later one says. */
function merged(configs: readonly KubeConfig[]): KubeConfig {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: firstOfName(configs.flatMap(one => one.getClusters())),
    users: firstOfName(configs.flatMap(one => one.getUsers())),
    contexts: firstOfName(configs.flatMap(one => one.getContexts())),
    currentContext: configs.map(one => one.getCurrentContext()).find(Boolean),
  });
  return config;
}

const firstOfName = <One extends { readonly name: string }>(all: readonly One[]): One[] =>
  all.filter((one, index) => all.findIndex(({ name }) => name === one.name) === index);

function choose(config: KubeConfig, asked: string | undefined, where: string): void {
  const names = config.getContexts().map(({ name }) => name);
  if (names.length === 0) throw new FileError(`${where} has no contexts`);
  const name = asked ?? config.getCurrentContext();
  if (!name) throw new UsageError(`${where} has no current context`, `choose one with --context: ${listOf(names)}`);
  const context = config.getContextObject(name);
  if (!context) {
    if (asked === undefined) throw new FileError(`${where} has no context '${name}', which is its current one`);
    const meant = nearest(name, names);
    throw new UsageError(
      `${where} has no context '${name}'`,
      meant ? `did you mean '${meant}'?` : `its contexts are ${listOf(names)}`,
    );
  }
  config.setCurrentContext(name);
  if (!config.getCurrentCluster())
    throw new FileError(`${where} has no cluster '${context.cluster}', which its context '${name}' refers to`);
  if (context.user && !config.getCurrentUser())
    throw new FileError(`${where} has no user '${context.user}', which its context '${name}' refers to`);
}
