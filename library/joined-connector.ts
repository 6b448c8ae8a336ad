/** Several places as one: each relation's topic is read where it was registered, under the relation's name. */
import { mergedReader } from '../runtime/connectors/merged-reader.ts';
import { type Connector, ConnectorError, type Reader } from '../runtime/connectors/port.ts';

export interface Route {
  readonly connector: Connector;
  readonly topic: string;
}

/** `routes`: by the name that a plan has for a topic; any other is a topic of `otherwise`. */
export function joinedConnector(routes: ReadonlyMap<string, Route>, otherwise: Connector | undefined): Connector {
  const routeOf = (name: string): Route | undefined =>
    routes.get(name) ?? (otherwise && { connector: otherwise, topic: name });
  const refuse = async (): Promise<never> => {
    throw new ConnectorError('refused', 'a query of the library gives its rows to the program and writes no topics');
  };
  return {
    place: otherwise?.place ?? 'what is registered',
    topics: async signal => [...routes.keys(), ...((await otherwise?.topics(signal)) ?? [])],
    partitions: async (name, signal) => {
      const route = routeOf(name);
      return await route?.connector.partitions(route.topic, signal);
    },
    committed: async () => new Map(),
    createTopic: refuse,
    locate(name, partition, offset) {
      const route = routeOf(name);
      return route ? route.connector.locate(route.topic, partition, offset) : `${name}-${partition}@${offset}`;
    },
    async reader(assignments) {
      const byConnector = new Map<Connector, { readonly name: string; readonly at: number }[]>();
      for (const [at, { topic: name }] of assignments.entries()) {
        const { connector } = routeOf(name)!;
        const known = byConnector.get(connector);
        if (known) known.push({ name, at });
        else byConnector.set(connector, [{ name, at }]);
      }
      const readers: Reader[] = [];
      try {
        for (const [connector, read] of byConnector) {
          const names = new Map(read.map(({ name }) => [routeOf(name)!.topic, name]));
          const parts = read.map(({ name, at }) => ({ ...assignments[at]!, topic: routeOf(name)!.topic }));
          readers.push(renamed(await connector.reader(parts), names));
        }
      } catch (error) {
        await Promise.all(readers.map(reader => reader.close()));
        throw error;
      }
      return readers.length === 1 ? readers[0]! : mergedReader(readers);
    },
    writer: refuse,
    close: async () => {},
  };
}

const renamed = (reader: Reader, names: ReadonlyMap<string, string>): Reader => ({
  async read(maxWaitMs, signal) {
    const batches = await reader.read(maxWaitMs, signal);
    return batches?.map(batch => ({ ...batch, topic: names.get(batch.topic) ?? batch.topic }));
  },
  close: () => reader.close(),
});
