/** What runs today, as far as a migration must know it: how it is stopped, in which group it reads, what sends to it. */
import { configurationHints } from '../extract/configuration.ts';
import { environmentHints } from '../extract/environment.ts';
import { entriesAt, inside, listAt, numberAt, textAt, textsAt } from '../extract/json.ts';
import type { WrittenObject } from '../extract/manifest-objects.ts';
import { type FoundWorkload, workloadsOf } from '../extract/workloads.ts';

export interface RunningService {
  readonly name: string;
  /** What it selects today; undefined where only its name is known. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  /** Ports of the pods that it sends to: numbers or names. */
  readonly targets: readonly string[];
}

export interface Running {
  readonly kind: 'Deployment' | 'StatefulSet' | 'compose' | 'process';
  readonly name: string;
  readonly namespace: string | undefined;
  /** Undefined where nothing says it. */
  readonly consumerGroup: string | undefined;
  /** `host:port,…`, undefined where nothing says it. */
  readonly brokers: string | undefined;
  /** Pods to go back to. */
  readonly replicas: number;
  readonly autoscaler: { readonly kind: 'HorizontalPodAutoscaler' | 'ScaledObject'; readonly name: string } | undefined;
  /** What selects its pods; undefined outside of Kubernetes and where only its name is known. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  readonly services: readonly RunningService[];
  /** The compose file or configuration that starts it. */
  readonly file: string | undefined;
}

/** The Deployments and StatefulSets of a manifest, each with its autoscaler and the Services that send to its pods. */
export const runningOf = (objects: readonly WrittenObject[]): readonly Running[] =>
  workloadsOf(objects).flatMap(found => {
    const { kind } = found.object;
    return kind === 'Deployment' || kind === 'StatefulSet' ? [running(found, kind, objects)] : [];
  });

function running(found: FoundWorkload, kind: 'Deployment' | 'StatefulSet', objects: readonly WrittenObject[]): Running {
  const { object, template, autoscaler } = found;
  const labels = textsAt(template, 'metadata', 'labels');
  const hints = [...environmentHints(found).hints, ...configurationHints(found).hints];
  const said = (key: string): string | undefined => hints.find(one => one.key === key)?.value;
  return {
    kind,
    name: object.name,
    namespace: textAt(object.value, 'metadata', 'namespace'),
    consumerGroup: said('kafka.consumer_group'),
    brokers: said('kafka.brokers'),
    replicas: numberAt(object.value, 'spec', 'replicas') ?? numberAt(autoscaler?.value, 'spec', 'minReplicas') ?? 1,
    autoscaler: autoscaler && {
      kind: autoscaler.kind === 'ScaledObject' ? 'ScaledObject' : 'HorizontalPodAutoscaler',
      name: autoscaler.name,
    },
    selector: textsAt(object.value, 'spec', 'selector', 'matchLabels'),
    services: objects.filter(one => one.kind === 'Service').flatMap(one => serviceOf(one, labels)),
    file: undefined,
  };
}

function serviceOf(
  { name, value }: WrittenObject,
  labels: Readonly<Record<string, string>>,
): readonly RunningService[] {
  const selector = textsAt(value, 'spec', 'selector');
  if (entriesAt(value, 'spec', 'selector').length === 0 || !selects(selector, labels)) return [];
  const targets = listAt(value, 'spec', 'ports').map(port => inside(port, 'targetPort') ?? inside(port, 'port'));
  return [{ name, selector, targets: targets.map(String) }];
}

/** Whether pods with these labels are among the selected. */
export const selects = (
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string | undefined>>,
): boolean => Object.entries(selector).every(([key, value]) => labels[key] === value);
