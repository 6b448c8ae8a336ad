/** `services:` of ferris.yaml, as parsed, to typed services; every mistake is told with its path. Nothing is read from elsewhere. */
import type { DataProblem } from '../cost/plain-data.ts';
import { LONGEST_NAME } from '../names.ts';
import { referenceProblems } from './check-references.ts';
import { Fields } from './fields.ts';
import { readService } from './read-service.ts';
import type { ServiceSpec, ServicesSpec } from './service-spec.ts';

export interface ReadOptions {
  /** Of the services that name none. */
  readonly namespace?: string | undefined;
  /** Which entry of `sizes:` goes over a service; a service without it stays as it is. */
  readonly size?: string | undefined;
  /** Text of a file beside ferris.yaml; undefined where it cannot be read. */
  readFile(path: string): string | undefined;
}

export interface ReadServices {
  readonly spec: ServicesSpec;
  /** Where there are some, `spec` is not to be used. */
  readonly problems: readonly DataProblem[];
  /** Names under any `sizes:`, in order. */
  readonly sizes: readonly string[];
}

/** @param data the value of `services` */
export function readServices(data: unknown, options: ReadOptions): ReadServices {
  const problems: DataProblem[] = [];
  const root = new Fields(data, ['services'], problems);
  const sizes = new Set<string>();
  const services = root.keys().flatMap(name => {
    if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name) || name.length > LONGEST_NAME) {
      const form = `a name of small letters, digits and -, at most ${LONGEST_NAME}`;
      root.tell([name], `is no name of a service: ${form}`);
      return [];
    }
    if (name === JOBS_LABEL) {
      root.tell([name], "is the label of the jobs' own pods: take another name");
      return [];
    }
    if (!root.has(name)) root.tell([name], 'is empty: an image and resources at least');
    const given = root.inside(name);
    if (!given) return [];
    for (const size of given.inside('sizes')?.keys() ?? []) sizes.add(size);
    return [readSized(given, options, problems)];
  });
  const spec = { namespace: options.namespace, services };
  if (problems.length === 0) problems.push(...referenceProblems(spec));
  if (options.size !== undefined && problems.length === 0 && !sizes.has(options.size))
    root.tell([], `have no size ${options.size}${sizes.size > 0 ? `; there are ${[...sizes].join(', ')}` : ''}`);
  return { spec, problems, sizes: [...sizes] };
}

/** The `app` of every job, by which a service of this name would select them. */
const JOBS_LABEL = 'ferris-streams';

/** All sizes are checked, whichever is asked for: what is wrong with one that is rarely taken is told today. */
function readSized(given: Fields, options: ReadOptions, problems: DataProblem[]): ServiceSpec {
  const base = Object.fromEntries(given.keys().map(key => [key, given.value(key)]));
  const read = (data: object, found: DataProblem[]) => readService(new Fields(data, given.path, found), options);
  const own: DataProblem[] = [];
  const plain = read(base, own);
  problems.push(...own);
  const known = new Set(own.map(problem => JSON.stringify(problem)));
  let chosen = plain;
  const sizes = given.inside('sizes');
  for (const size of sizes?.keys() ?? []) {
    const over = sizes!.inside(size);
    if (!over) continue;
    const found: DataProblem[] = [];
    const sized = read(overlaid(base, Object.fromEntries(over.keys().map(key => [key, over.value(key)]))), found);
    for (const problem of found) {
      if (known.has(JSON.stringify(problem))) continue;
      const rest = problem.path.slice(given.path.length);
      problems.push({ ...problem, path: [...over.path, ...rest] });
    }
    if (size === options.size) chosen = sized;
  }
  return chosen;
}

/** Mappings are laid over mappings key by key, anything else replaces what was there. */
function overlaid(base: Readonly<Record<string, unknown>>, over: Readonly<Record<string, unknown>>): object {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = base[key];
    merged[key] = isMapping(before) && isMapping(value) ? overlaid(before, value) : value;
  }
  return merged;
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
