/** NOTES.txt: what somebody reads who has just installed the chart. */
import type { LaidOut } from '../layout.ts';

export function notesText({ spec, objects, regions }: LaidOut): string {
  const selector = `app.kubernetes.io/instance=${spec.name}`;
  const has = (kind: string): boolean => objects.some(object => object.kind === kind);
  const shared = [
    ...(has('Namespace') ? ['namespace.create=false'] : []),
    ...(has('PriorityClass') ? ['priorityClass.create=false'] : []),
  ];
  const paragraphs = [
    `${spec.name} runs ${spec.source.queries.join(', ')} of ${spec.source.file}.`,
    spec.schedule
      ? `It runs at ${spec.schedule.cron} (${spec.schedule.timezone}). A run now:\n  kubectl create job --from=cronjob/${spec.name} ${spec.name}-now`
      : `Its pods and what they say:\n  kubectl get pods -l ${selector}\n  kubectl logs -l ${selector} --prefix`,
    ...(shared.length > 0
      ? [
          `What several releases share belongs to one of them: the others are installed with\n  --set ${shared.join(',')}`,
        ]
      : []),
    ...(objects.some(({ metadata }) => metadata?.name === `${spec.name}-adapter-rules`)
      ? [
          `Its autoscaler asks prometheus-adapter, which has to be given the rules of the ConfigMap ${spec.name}-adapter-rules.`,
        ]
      : []),
    ...(spec.scaling.conditions.length > 0
      ? ['The number of pods follows a calendar, which is in the hints of the SQL file and not in the values.']
      : []),
    ...(regions.length > 0
      ? [
          `Each region is a release in its own cluster, with --values ${regions.map(({ region }) => `values-${region}.yaml`).join(' or ')}. A region that stands by takes over with --set standby=false.`,
        ]
      : []),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}
