/** Image, probes, Secrets and lifecycle of the pods as hints. */
import { inside, listAt, numberAt, textAt } from './json.ts';
import { allOf, hintOf, type Said } from './said.ts';
import type { FoundWorkload } from './workloads.ts';

export const containerHints = (found: FoundWorkload): Said => allOf([image(found), probes(found), pod(found)]);

function image({ container, pod: spec }: FoundWorkload): Said {
  const secrets = listAt(spec, 'imagePullSecrets').map(secret => textAt(secret, 'name'));
  const sources = listAt(container, 'envFrom');
  const from = sources.flatMap(source => textAt(source, 'secretRef', 'name') ?? []);
  return {
    hints: [
      ...hintOf('container.image', textAt(container, 'image')),
      ...hintOf('container.pull_policy', textAt(container, 'imagePullPolicy')),
      ...hintOf('container.pull_secret', secrets[0]),
      ...hintOf('container.env_from', from.length === 0 ? undefined : [...new Set(from)].join(',')),
    ],
    unsaid: [
      ...secrets.slice(1).map(name => `imagePullSecrets: only one Secret can be named, '${name}' is left out`),
      ...sources.flatMap(source => {
        const map = textAt(source, 'configMapRef', 'name');
        return map === undefined ? [] : [`envFrom: ConfigMap '${map}'; container.env_from takes Secrets`];
      }),
      ...['command', 'args', 'lifecycle'].flatMap(field =>
        inside(container, field) === undefined || textAt(container, 'command', 0) === 'ferris-sql'
          ? []
          : [`${field} of the container: it runs 'ferris-sql run'`],
      ),
    ],
  };
}

function probes({ container }: FoundWorkload): Said {
  const startup = inside(container, 'startupProbe');
  const liveness = inside(container, 'livenessProbe');
  const seconds =
    startup === undefined
      ? numberAt(liveness, 'initialDelaySeconds')
      : (numberAt(startup, 'initialDelaySeconds') ?? 0) +
        (numberAt(startup, 'periodSeconds') ?? 10) * (numberAt(startup, 'failureThreshold') ?? 3);
  const period = numberAt(liveness, 'periodSeconds') ?? numberAt(container, 'readinessProbe', 'periodSeconds');
  return {
    hints: [...hintOf('container.startup_seconds', seconds), ...hintOf('container.probe_period_seconds', period)],
    unsaid: [],
  };
}

function pod({ object, template, container, pod: spec }: FoundWorkload): Said {
  const account = textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount');
  const priority = textAt(spec, 'priorityClassName');
  const level = /^ferris-(low|medium|high|critical)$/.exec(priority ?? '')?.[1];
  const others = listAt(spec, 'containers').filter(one => one !== container);
  return {
    hints: [
      ...hintOf('container.name', object.name),
      ...hintOf('container.namespace', textAt(object.value, 'metadata', 'namespace')),
      ...hintOf('container.service_account', account === object.name ? undefined : account),
      ...hintOf('container.grace_period_seconds', numberAt(spec, 'terminationGracePeriodSeconds')),
      ...hintOf('cost.priority', level),
    ],
    unsaid: [
      ...(priority === undefined || level
        ? []
        : [`priorityClassName '${priority}': cost.priority makes classes of its own`]),
      ...others.map(one => `container '${textAt(one, 'name') ?? ''}' beside the one that runs the queries`),
      ...listAt(spec, 'initContainers').map(one => `init container '${textAt(one, 'name') ?? ''}'`),
      ...(textAt(spec, 'hostNetwork') === 'true' ? ['hostNetwork: the pods have a network of their own'] : []),
      ...(inside(template, 'spec') === undefined ? ['there is no pod template'] : []),
    ],
  };
}
