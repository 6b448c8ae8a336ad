/** Which topics statements read and write, and the brokers and registries that their own WITH (…) names. */
import type { Analysis, Statement } from '../../language/analyze.ts';
import { expandVariables } from '../../language/hints/expand.ts';
import type { BoundWrite, Relation } from '../../language/names/bound.ts';
import { saidOf } from '../../language/properties/said.ts';

export interface Connections {
  readonly inputTopics: readonly string[];
  readonly outputTopics: readonly string[];
  /** `host:port,…` by topic, for those that are not at the deployment's brokers. */
  readonly brokersOf: Readonly<Record<string, string>>;
  /** URLs of schema registries. */
  readonly registries: readonly string[];
}

export interface Connecting {
  readonly statements: readonly Statement[];
  readonly writes: readonly BoundWrite[];
  /** What they read. */
  readonly relations: readonly Relation[];
  readonly analysis: Analysis;
  /** Values of the environment; a value that needs one that is not there is left out: only the pod will have it. */
  readonly variable: (name: string) => string | undefined;
}

export function connectionsOf({ statements, writes, relations, analysis, variable }: Connecting): Connections {
  const own = new Set(writes.map(({ target }) => target));
  const read = relations.filter(one => !own.has(one.name)).map(placeOf);
  const written = writes.filter(({ bare, file }) => !bare && !file);
  const topics = new Map([...relations, ...writes.map(({ target, topic }) => ({ name: target, topic }))].map(byName));
  const brokersOf: Record<string, string> = {};
  for (const { topic, brokers } of read) if (topic !== undefined && brokers !== undefined) brokersOf[topic] = brokers;

  const registries = new Set<string>();
  const names = new Set(relations.map(({ name }) => name));
  const declared = analysis.statements.filter(
    ({ bound }) => bound?.kind === 'source' && names.has(bound.relation.name),
  );
  for (const statement of [...declared, ...statements]) {
    const { bound } = statement;
    const set = (key: string): readonly { readonly of: string; readonly value: string }[] =>
      saidOf(statement, key).flatMap(({ of, text }) => {
        const expanded = expandVariables(text, variable);
        return expanded.ok && expanded.value.trim() !== '' ? [{ of, value: expanded.value.trim() }] : [];
      });
    const created = bound?.kind === 'source' ? bound.relation.name : bound?.kind === 'query' ? bound.target : '';
    for (const { of, value } of set('bootstrap.servers')) {
      const topic = topics.get((of || created).toLowerCase());
      if (topic !== undefined) brokersOf[topic] = value;
    }
    for (const { value } of set('schema.registry.url')) registries.add(value);
  }
  return {
    inputTopics: distinct(read.flatMap(({ topic }) => topic ?? [])),
    outputTopics: distinct(written.map(({ topic }) => topic)),
    brokersOf,
    registries: [...registries],
  };
}

const byName = ({ name, topic }: Pick<Relation, 'name' | 'topic'>) => [name.toLowerCase(), topic] as const;

/** `'kafka://host:port/topic'` after FROM names both; other URIs are no topic. */
function placeOf({ origin, topic, file }: Relation): { readonly topic?: string; readonly brokers?: string } {
  if (file?.source) return {};
  if (origin.kind !== 'uri') return { topic };
  const [, brokers, name] = /^kafka:\/\/([^/]*)\/([^/?]+)/.exec(topic) ?? [];
  if (name === undefined) return {};
  return brokers ? { topic: name, brokers } : { topic: name };
}

const distinct = (items: readonly string[]): readonly string[] => [...new Set(items)];
