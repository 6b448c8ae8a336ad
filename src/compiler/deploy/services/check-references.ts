/** What services say of one another and of objects that they make: names that nobody has are told before a pod waits for them. */
import { nearest } from '../../../language/text/nearest.ts';
import type { DataProblem } from '../cost/plain-data.ts';
import { configData, configName } from './objects/config-map.ts';
import type { ServiceSpec, ServicesSpec } from './service-spec.ts';

export function referenceProblems({ services }: ServicesSpec): readonly DataProblem[] {
  const entries = madeEntries(services);
  return services.flatMap(service => [
    ...usesProblems(service, services),
    ...service.env.flatMap(variable => {
      if (variable.kind !== 'secret' && variable.kind !== 'config') return [];
      const made = entries.get(identity(service, variable.kind, variable.from));
      // What is not made here may be in the cluster.
      if (!made?.length || made.includes(variable.key)) return [];
      const path = ['services', service.name, 'env', variable.name, 'key'];
      const meant = nearest(variable.key, made);
      const instead = meant === undefined ? `it has ${made.join(', ')}` : `did you mean ${meant}?`;
      return [{ path, message: `is no entry of ${variable.from}: ${variable.key}; ${instead}` }];
    }),
  ]);
}

function usesProblems(service: ServiceSpec, all: readonly ServiceSpec[]): readonly DataProblem[] {
  const names = all.map(({ name }) => name);
  return service.uses.flatMap((used, index) => {
    const path = ['services', service.name, 'uses', String(index)];
    const other = all.find(({ name }) => name === used);
    if (other && other.ports.length === 0) return [{ path, message: `names ${used}, which has no ports` }];
    if (other && used !== service.name) return [];
    const meant = nearest(
      used,
      names.filter(name => name !== service.name),
    );
    const instead = meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`;
    return [{ path, message: `takes another service, not ${used}; ${instead}` }];
  });
}

const identity = ({ namespace = '' }: ServiceSpec, kind: string, name: string): string =>
  `${namespace} ${kind} ${name}`;

/** Entries of the ConfigMaps and Secrets that are made here. */
function madeEntries(services: readonly ServiceSpec[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    services.flatMap(service => [
      [identity(service, 'config', configName(service)), Object.keys(configData(service))] as const,
      ...service.externalSecrets.map(
        ({ secret, entries }) => [identity(service, 'secret', secret), entries.map(({ name }) => name)] as const,
      ),
    ]),
  );
}
