/** What a pod asks of its node, as hints. */
import { GPU_RESOURCE } from '../cloud.ts';
import { entriesAt, listAt, textAt } from './json.ts';
import { coresOf, gigabytesOf, quantity } from './quantities.ts';
import { allOf, hintOf, type Said } from './said.ts';
import type { FoundWorkload } from './workloads.ts';

export const resourceHints = (found: FoundWorkload): Said =>
  allOf([cpu(found), memory(found), gpu(found), disk(found)]);

const amount = ({ container }: FoundWorkload, part: 'requests' | 'limits', name: string): string | undefined =>
  textAt(container, 'resources', part, name);

function cpu(found: FoundWorkload): Said {
  const [request, limit] = [amount(found, 'requests', 'cpu'), amount(found, 'limits', 'cpu')];
  // Kubernetes takes the limit for the request where that is missing.
  const cores = coresOf(request ?? limit ?? '');
  const twice = cores === undefined ? undefined : Number(cores) * 2;
  const other = limit !== undefined && quantity(limit) !== twice;
  return {
    hints: hintOf('resources.cpu_cores', cores),
    unsaid: other ? [`limits.cpu ${limit}: a pod may use twice the cores that it requests, ${twice}`] : [],
  };
}

function memory(found: FoundWorkload): Said {
  const [request, limit] = [amount(found, 'requests', 'memory'), amount(found, 'limits', 'memory')];
  const other = request !== undefined && limit !== undefined && quantity(request) !== quantity(limit);
  return {
    hints: hintOf('resources.memory_gb', gigabytesOf(limit ?? request ?? '')),
    unsaid: other ? [`requests.memory ${request}: a pod requests all that it may use, ${limit}`] : [],
  };
}

function gpu({ container }: FoundWorkload): Said {
  const extended = entriesAt(container, 'resources', 'limits').filter(([name]) => name !== 'cpu' && name !== 'memory');
  const count = extended.find(([name]) => name === GPU_RESOURCE)?.[1];
  return {
    hints: hintOf('resources.gpu_required', count === undefined ? undefined : 'true'),
    unsaid: extended.flatMap(([name, value]) =>
      name === GPU_RESOURCE && String(value) === '1' ? [] : [`limits.${name} ${value}: a pod has one GPU or none`],
    ),
  };
}

function disk({ object, pod }: FoundWorkload): Said {
  const [first, ...others] = listAt(object.value, 'spec', 'volumeClaimTemplates');
  const storageClass = textAt(first, 'spec', 'storageClassName');
  return {
    hints: hintOf('resources.storage_gb', gigabytesOf(textAt(first, 'spec', 'resources', 'requests', 'storage') ?? '')),
    unsaid: [
      ...(storageClass === undefined ? [] : [`storageClassName '${storageClass}': the cluster's own is taken`]),
      ...others.map(one => `a second disk, '${textAt(one, 'metadata', 'name') ?? ''}'`),
      ...listAt(pod, 'volumes').flatMap(volume => {
        const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
        return claim === undefined
          ? []
          : [`volume of the claim '${claim}': resources.storage_gb gives each pod its own`];
      }),
    ],
  };
}
