/** The namespaces of services: each admits only pods that keep to what the strictest policy is that all of its own keep to. */
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import { MANAGED_BY } from '../../objects/labels.ts';
import type { DeployOptions } from '../../options.ts';
import type { SecuritySpec, ServiceSpec } from '../service-spec.ts';

/** Strictest last. */
const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
type Level = (typeof LEVELS)[number];

export function namespaces(services: readonly ServiceSpec[], { k8sVersion }: DeployOptions): readonly INamespace[] {
  const byName = Map.groupBy(
    services.filter(({ namespace }) => namespace !== undefined),
    ({ namespace }) => namespace!,
  );
  return [...byName].map(([name, members]) => {
    const level = LEVELS.find(one => members.some(member => levelOf(member) === one))!;
    const modes = ['enforce', 'audit', 'warn'].flatMap(mode => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, `v${k8sVersion}`],
    ]);
    return {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { ...MANAGED_BY, ...Object.fromEntries(modes) } },
    };
  });
}

/** Of Kubernetes' pod security standards, the strictest that admits the service's pods. */
function levelOf({ hostPaths, security }: ServiceSpec): Level {
  if (hostPaths.length > 0 || security.capabilities.some(one => !BASELINE_CAPABILITIES.has(one))) return 'privileged';
  return runsAsRoot(security) || security.capabilities.some(one => one !== 'NET_BIND_SERVICE')
    ? 'baseline'
    : 'restricted';
}

export const runsAsRoot = ({ runAsUser }: SecuritySpec): boolean => runAsUser === 0;

/** What the standard `baseline` lets a container add. */
const BASELINE_CAPABILITIES = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);
