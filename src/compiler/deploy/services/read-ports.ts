/** The ports of a service, and what refers to one of them. */
import { type Fields, shown } from './fields.ts';
import type { PortSpec } from './service-spec.ts';

const PORT_NAME = /^(?=.{1,15}$)[a-z0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** `http: 8000`, or `{ port, service_port, protocol }`. */
export function readPorts(given: Fields): readonly PortSpec[] {
  const all = given.inside('ports');
  const taken = new Map<string, string>();
  return (all?.keys() ?? []).flatMap(name => {
    if (!PORT_NAME.test(name)) {
      all!.tell([name], 'is no name of a port: at most 15 small letters, digits and -, with a letter');
      return [];
    }
    const plain = typeof all!.value(name) !== 'object';
    const one = plain ? undefined : all!.inside(name)?.only('port', 'service_port', 'protocol');
    if (!plain && one && !one.has('port')) one.tell(['port'], 'is missing: what the container listens on');
    const port = plain ? all!.whole(name, 'a port', 1, 65_535) : one?.whole('port', 'a port', 1, 65_535);
    if (port === undefined) {
      if (!all!.has(name)) all!.tell([name], 'is empty: the port that the container listens on');
      return [];
    }
    const protocol = one?.choice('protocol', ['TCP', 'UDP', 'SCTP']) ?? 'TCP';
    const same = taken.get(`${protocol} ${port}`);
    if (same !== undefined) all!.tell([name], `is ${port} of ${protocol}, as ${same} is`);
    taken.set(`${protocol} ${port}`, name);
    return [{ name, port, servicePort: one?.whole('service_port', 'a port', 1, 65_535) ?? port, protocol }];
  });
}

/** The name of one of a service's ports; its only port where none is named. */
export function portName(given: Fields, key: string, ports: readonly PortSpec[]): string {
  const names = ports.map(port => port.name);
  if (!given.has(key)) {
    const [only] = names;
    if (names.length === 1) return only!;
    given.tell([key], names.length === 0 ? 'cannot be: the service has no ports' : `is missing: ${names.join(', ')}`);
    return '';
  }
  const value = given.value(key);
  const found = ports.find(port => port.name === value || port.port === value);
  if (!found)
    given.tell([key], `takes a port of this service (${names.join(', ') || 'it has none'}), not ${shown(value)}`);
  return found?.name ?? '';
}
