/** How Kubernetes finds out whether a service's pod lives, is ready, has started. */
import type { Fields } from './fields.ts';
import { portName } from './read-ports.ts';
import type { PortSpec, ProbeSpec, ServiceSpec } from './service-spec.ts';

/** `liveness`, `readiness` and `startup`, each `{ http: PATH, port }`, `{ tcp: PORT }`, `{ grpc: PORT }` or `{ command }` with its times. */
export function readProbes(given: Fields, ports: readonly PortSpec[]): ServiceSpec['probes'] {
  const all = given.inside('probes')?.only('liveness', 'readiness', 'startup');
  const read = (name: string): ProbeSpec | undefined => {
    const one = all?.inside(name);
    if (!one) return undefined;
    one.only(
      'http',
      'tcp',
      'grpc',
      'command',
      'port',
      'delay_seconds',
      'period_seconds',
      'timeout_seconds',
      'failures',
    );
    const check = readCheck(one, ports);
    const delaySeconds = one.whole('delay_seconds', 'seconds', 0, 86_400);
    if (check === undefined) return undefined;
    return {
      check,
      delaySeconds,
      periodSeconds: one.whole('period_seconds', 'seconds', 1, 86_400),
      timeoutSeconds: one.whole('timeout_seconds', 'seconds', 1, 86_400),
      failures: one.whole('failures', 'failures', 1, 10_000),
    };
  };
  return { liveness: read('liveness'), readiness: read('readiness'), startup: read('startup') };
}

function readCheck(one: Fields, ports: readonly PortSpec[]): ProbeSpec['check'] | undefined {
  const kinds = (['http', 'tcp', 'grpc', 'command'] as const).filter(kind => one.has(kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    one.tell([], 'takes one of http, tcp, grpc and command');
    return undefined;
  }
  if (kind === 'command') return { kind, command: one.texts('command') };
  if (kind === 'http')
    return { kind, path: one.needed('http', /^\/\S*$/, 'a path such as /health'), port: portName(one, 'port', ports) };
  if (one.has('port')) one.tell(['port'], `belongs to http; the port is the value of ${kind}`);
  return { kind, port: portName(one, kind, ports) };
}
