/** Who is told of a deployment's alerts: a Slack channel, PagerDuty, or both. */
import type { IAlertmanagerConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig';
import { metadataOf } from '../objects/labels.ts';
import type { DeploymentSpec } from '../spec.ts';

/** The Secret with the address of Slack's incoming webhook, in the deployment's namespace: it is a password. */
const SLACK_WEBHOOK = { name: 'slack-webhook', key: 'url' } as const;

/** Undefined when nobody is to be told. The operator lets it see the alerts of its own namespace only. */
export function alertmanagerConfig(spec: DeploymentSpec): IAlertmanagerConfig | undefined {
  const receivers = [...slack(spec), ...pagerDuty(spec)];
  if (receivers.length === 0) return undefined;
  const names = receivers.map(({ name }) => name);
  return {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'AlertmanagerConfig',
    metadata: metadataOf(spec, 'alerts'),
    spec: {
      route: {
        receiver: names[0]!,
        matchers: [{ name: 'deployment', matchType: '=', value: spec.name }],
        groupBy: ['alertname', 'deployment'],
        groupWait: '10s',
        groupInterval: '1m',
        repeatInterval: '1h',
        // Each gets every alert; PagerDuty knows by their severity whom to wake.
        ...(names.length > 1 ? { routes: names.map(receiver => ({ receiver, continue: true })) } : {}),
      },
      receivers,
      inhibitRules: [
        {
          // What is down is also late, lagging and silent.
          sourceMatch: [
            { name: 'alertname', matchType: '=~', value: '.*Down' },
            { name: 'deployment', matchType: '=', value: spec.name },
          ],
          targetMatch: [{ name: 'severity', matchType: '=', value: 'warning' }],
          equal: ['namespace', 'deployment'],
        },
      ],
    },
  };
}

function slack({ monitoring, name }: DeploymentSpec) {
  if (monitoring.alertChannel === undefined) return [];
  return [
    {
      name: 'slack',
      slackConfigs: [
        {
          apiURL: { ...SLACK_WEBHOOK },
          channel: monitoring.alertChannel,
          sendResolved: true,
          color: '{{ if eq .Status "firing" }}danger{{ else }}good{{ end }}',
          title: `{{ .Status | toUpper }}: {{ .GroupLabels.alertname }} (${name})`,
          text: [
            '{{ range .Alerts }}*{{ .Annotations.summary }}*',
            '{{ .Annotations.description }}',
            'Severity: {{ .Labels.severity }}{{ with .Labels.pod }}, pod {{ . }}{{ end }}{{ with .Annotations.dashboard }}, dashboard {{ . }}{{ end }}',
            '{{ end }}',
          ].join('\n'),
        },
      ],
    },
  ];
}

function pagerDuty({ monitoring, name }: DeploymentSpec) {
  if (monitoring.pagerDuty === undefined) return [];
  const { secret, key } = monitoring.pagerDuty;
  return [
    {
      name: 'pagerduty',
      pagerdutyConfigs: [
        {
          routingKey: { name: secret, key },
          sendResolved: true,
          severity: '{{ if eq .CommonLabels.severity "critical" }}critical{{ else }}warning{{ end }}',
          description: '{{ .GroupLabels.alertname }}: {{ .CommonAnnotations.summary }}',
          component: name,
        },
      ],
    },
  ];
}
