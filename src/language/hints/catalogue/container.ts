/** What the pods run, and how Kubernetes looks after them. */
import { defineCategory, defineHint } from '../define.ts';
import { oneOf } from '../types/choice.ts';
import { integer } from '../types/number.ts';
import { dnsLabel, formed, listOf, objectName } from '../types/text.ts';

const seconds = (min: number, max: number) => integer({ min, max, unit: 'seconds' });

export const container = defineCategory({
  name: 'container',
  title: 'Container',
  doc: 'What the pods run, and how Kubernetes looks after them.',
  hints: [
    defineHint({
      key: 'container.image',
      type: formed({
        description: 'an image such as registry.example.com/ferris-sql:1.4.0',
        placeholder: '<image>',
        form: /^[a-z0-9]+([._:/-][a-z0-9]+)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$/,
      }),
      doc: 'The image with the program `ferris-sql`. Name a version or a digest: what `latest` is differs from node to node.',
      example: 'registry.example.com/ferris-sql:1.4.0',
      defaults: { all: 'ferris-sql:0.1.0' },
    }),
    defineHint({
      key: 'container.pull_policy',
      type: oneOf({
        Always: 'Ask the registry at each start',
        IfNotPresent: 'Only where the node does not have it',
        Never: 'Only what the node has',
      }),
      doc: 'When a node fetches the image.',
      example: 'Always',
      defaults: { all: 'IfNotPresent' },
    }),
    defineHint({
      key: 'container.pull_secret',
      type: objectName,
      doc: "The Secret with the registry's password.",
      example: 'registry-credentials',
    }),
    defineHint({
      key: 'container.env_from',
      type: listOf(objectName, 'a comma-separated list of Secrets'),
      doc: 'Secrets whose entries become environment variables, which WITH and configuration files may name.',
      example: 'trading-credentials',
    }),
    defineHint({
      key: 'container.log_level',
      type: oneOf({
        error: 'Only what failed',
        warn: 'Also what is doubtful',
        info: 'Also starts, stops and rebalances',
        debug: 'Everything',
      }),
      doc: 'How much the pods write to their log.',
      example: 'info',
      defaults: { all: 'info' },
    }),
    defineHint({
      key: 'container.service_account',
      type: objectName,
      doc: 'An existing ServiceAccount to run under; without it one is made.',
      example: 'trading-jobs',
    }),
    defineHint({
      key: 'container.cloud_role',
      type: formed({
        description: "a role of the cloud: AWS' ARN, Google's service account, Azure's client id",
        placeholder: '<role>',
        form: /^(arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+|[a-z][a-z0-9-]*@[a-z0-9.-]+\.iam\.gserviceaccount\.com|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
      }),
      doc: 'The role that the pods have in the cloud, without any key: IRSA on AWS, workload identity on Google Cloud and Azure. Needs an own ServiceAccount, so no `container.service_account`.',
      example: 'arn:aws:iam::123456789012:role/trading-jobs',
    }),
    defineHint({
      key: 'container.startup_seconds',
      type: seconds(5, 86_400),
      doc: 'Longest time a pod may take to restore its state and start reading before it is restarted.',
      example: '300',
      defaults: { all: '300' },
    }),
    defineHint({
      key: 'container.probe_period_seconds',
      type: seconds(1, 300),
      doc: 'How often Kubernetes asks a pod whether it is well.',
      example: '10',
      defaults: { all: '10' },
    }),
    defineHint({
      key: 'container.grace_period_seconds',
      type: seconds(1, 3600),
      doc: 'How long a pod that is stopped has for its last commit.',
      example: '60',
      defaults: { all: '60' },
    }),
    defineHint({
      key: 'container.name',
      type: dnsLabel,
      doc: 'The name of the deployment and the beginning of the names of its other objects; without it the name of the job, else of the file.',
      example: 'ferris-trading',
    }),
    defineHint({
      key: 'container.namespace',
      type: dnsLabel,
      doc: 'The namespace of all objects; without it that of the kubectl context.',
      example: 'trading',
    }),
  ],
});
