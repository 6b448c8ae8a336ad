/** The contexts of the kubeconfig files that kubectl would read. Loaded when it is asked for: reading YAML is large. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';

interface Contexts {
  readonly names: readonly string[];
  readonly current: string | undefined;
  /** Those that were read. */
  readonly files: readonly string[];
}

/** @param given a file that goes before KUBECONFIG and ~/.kube/config; what cannot be read has no contexts */
export function readContexts(given: string, env: NodeJS.ProcessEnv = process.env): Contexts {
  const named = given ? [given] : (env.KUBECONFIG ?? '').split(path.delimiter).filter(Boolean);
  const files = (named.length > 0 ? named : [path.join(env.HOME ?? os.homedir(), '.kube/config')]).filter(file =>
    fs.existsSync(file),
  );
  const parts = files.map(contextsIn);
  return {
    names: [...new Set(parts.flatMap(({ names }) => names))],
    // As kubectl merges them: who says it first.
    current: parts.find(({ current }) => current !== undefined)?.current,
    files,
  };
}

function contextsIn(file: string): Omit<Contexts, 'files'> {
  try {
    const config: unknown = parse(fs.readFileSync(file, 'utf8'));
    if (!isTable(config)) return NONE;
    const { contexts, 'current-context': current } = config;
    const names = Array.isArray(contexts)
      ? contexts.flatMap((one: unknown) => (isTable(one) && typeof one.name === 'string' ? [one.name] : []))
      : [];
    return { names, current: typeof current === 'string' && current !== '' ? current : undefined };
  } catch {
    // ferris-k8s-deploy says what is wrong with it as soon as a cluster is asked.
    return NONE;
  }
}

const NONE = { names: [], current: undefined };

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
