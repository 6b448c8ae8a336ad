/** A docker-compose file that runs the single instance: its environment, and which files of the host it is given. */
import { parseDocument } from 'yaml';
import { yamlValues } from '../../../language/text/yaml-values.ts';
import { entriesAt, inside, listAt, textAt, textOf } from '../extract/json.ts';

export interface ComposeInstance {
  readonly service: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Of the host, as written: what is mounted as the configuration. */
  readonly config: string | undefined;
  /** Of the host, as written: what is mounted where SQL_FILE points, else every mounted .sql file. */
  readonly sql: readonly string[];
}

/** Undefined for a text that is no compose file; otherwise the services that run our image. */
export function readCompose(text: string): readonly ComposeInstance[] | undefined {
  const read = yamlValues(parseDocument(text), text);
  if (!read.ok) return undefined;
  const services = entriesAt(read.value, 'services');
  if (services.length === 0) return undefined;
  return services
    .filter(([name, service]) => isOurs(name, service))
    .map(([name, service]) => instanceOf(name, service));
}

const isOurs = (name: string, service: unknown): boolean =>
  /ferris/.test(`${name} ${textAt(service, 'image') ?? ''}`) || 'SQL_FILE' in environmentOf(service);

function instanceOf(service: string, value: unknown): ComposeInstance {
  const environment = environmentOf(value);
  const mounts = listAt(value, 'volumes').flatMap(mountOf);
  const at = (target: string | undefined) =>
    mounts.filter(mount => mount.target === target).map(({ source }) => source);
  const named = at(environment.SQL_FILE);
  return {
    service,
    environment,
    config: mounts.find(({ target }) => /\.ya?ml$/.test(target))?.source,
    sql: named.length > 0 ? named : mounts.map(({ source }) => source).filter(source => source.endsWith('.sql')),
  };
}

/** A map, or a list of `NAME=value`. */
function environmentOf(service: unknown): Record<string, string> {
  const pairs = [
    ...entriesAt(service, 'environment'),
    ...listAt(service, 'environment').flatMap(item => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(textOf(item) ?? '') ?? [];
      return name === undefined ? [] : [[name, value] as const];
    }),
  ];
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (textOf(value) === undefined ? [] : [[name, textOf(value)!]])),
  );
}

/** `./a.sql:/app/a.sql:ro`, or a map with source and target. */
function mountOf(volume: unknown): { readonly source: string; readonly target: string }[] {
  if (inside(volume, 'target') !== undefined) {
    const [source, target] = [textAt(volume, 'source'), textAt(volume, 'target')];
    return source === undefined || target === undefined ? [] : [{ source, target }];
  }
  const [source, target] = (textOf(volume) ?? '').split(':');
  return source && target ? [{ source, target }] : [];
}
