/** From ferris.yaml to its companion services. */
import fs from 'node:fs';
import path from 'node:path';
import { readServices } from '../../../src/compiler/deploy/services/read-services.ts';
import type { ServicesSpec } from '../../../src/compiler/deploy/services/service-spec.ts';
import { FileError } from '../../files.ts';
import { type Io, resolvePath } from '../../io.ts';
import { SETTINGS_FILE } from '../../settings.ts';
import { readConfiguration } from './configuration.ts';

export const servicesFlags = {
  config: {
    value: 'FILE',
    short: 'c',
    doc: "the file with 'services:'; '-' is stdin",
    default: SETTINGS_FILE,
  },
  size: {
    value: 'SIZE',
    doc: "which entry of each service's 'sizes:' goes over it; without it none",
    allowed: ['small', 'medium', 'large'],
  },
} as const;

interface ServicesChoice {
  readonly config: string;
  readonly size: string | undefined;
  readonly namespace?: string | undefined;
}

/** Throws FileError with every mistake, each on a line of its own with its place. */
export async function loadServices({ config, size, namespace }: ServicesChoice, io: Io): Promise<ServicesSpec> {
  const { name, values, lineOf } = await readConfiguration(config, io);
  if (values.services === undefined || values.services === null)
    throw new FileError(`${name} has no 'services:': companion services by name, each with image and resources`);
  const folder = config === '-' ? io.cwd : path.dirname(resolvePath(io, config));
  const { spec, problems } = readServices(values.services, {
    namespace: namespace ?? namespaceOfJobs(values.deploy),
    size,
    readFile: file => textOf(path.resolve(folder, file)),
  });
  if (problems.length > 0)
    throw new FileError(
      problems.map(({ path, message }) => `${name}:${lineOf(path)}: ${path.join('.')} ${message}`).join('\n'),
    );
  return spec;
}

/** `deploy.container.namespace`, which is also where the jobs go; written with dots or as maps. */
function namespaceOfJobs(deploy: unknown): string | undefined {
  const at = (data: unknown, key: string): unknown =>
    typeof data === 'object' && data !== null ? Object.entries(data).find(([name]) => name === key)?.[1] : undefined;
  const found = at(deploy, 'container.namespace') ?? at(at(deploy, 'container'), 'namespace');
  return typeof found === 'string' ? found : undefined;
}

function textOf(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
