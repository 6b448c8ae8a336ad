/** The workloads of a manifest, each with the objects that belong to it. */
import { inside, listAt, textAt } from './json.ts';
import type { WrittenObject } from './manifest-objects.ts';

/** Kinds that run pods, with the way to their pod template. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

export interface FoundWorkload {
  readonly object: WrittenObject;
  readonly template: unknown;
  /** `spec` of the template. */
  readonly pod: unknown;
  /** The container that runs the queries. */
  readonly container: unknown;
  /** The HorizontalPodAutoscaler or ScaledObject that scales it. */
  readonly autoscaler: WrittenObject | undefined;
  /** ConfigMaps that its pods mount. */
  readonly configMaps: readonly WrittenObject[];
}

/** CronJobs that only move the bounds of an autoscaler are left out: the hints of the deployment they belong to say so. */
export function workloadsOf(objects: readonly WrittenObject[]): readonly FoundWorkload[] {
  return objects.flatMap(object => {
    const way = TEMPLATES[object.kind];
    const app = textAt(object.value, 'metadata', 'labels', 'app');
    if (!way || app === 'ferris-scaling') return [];
    const template = inside(object.value, ...way);
    const pod = inside(template, 'spec');
    const mounted = listAt(pod, 'volumes').map(volume => textAt(volume, 'configMap', 'name'));
    return [
      {
        object,
        template,
        pod,
        container: mainContainer(pod),
        autoscaler: objects.find(one => scales(one, object)),
        configMaps: objects.filter(({ kind, name }) => kind === 'ConfigMap' && mounted.includes(name)),
      },
    ];
  });
}

function scales({ kind, value }: WrittenObject, target: WrittenObject): boolean {
  if (kind !== 'HorizontalPodAutoscaler' && kind !== 'ScaledObject') return false;
  const reference = inside(value, 'spec', 'scaleTargetRef');
  // KEDA takes a reference without a kind for a Deployment.
  return textAt(reference, 'name') === target.name && (textAt(reference, 'kind') ?? 'Deployment') === target.kind;
}

/** The one that is called so or whose image is ours, else the first. */
function mainContainer(pod: unknown): unknown {
  const containers = listAt(pod, 'containers');
  const named = (pattern: RegExp, field: string) =>
    containers.find(container => pattern.test(textAt(container, field) ?? ''));
  return named(/^ferris/, 'name') ?? named(/ferris/, 'image') ?? containers[0];
}
