/** Where an application runs, what is watched, and what it promises. */
import { text } from '../../properties/types/text.ts';
import { words, yesNo } from '../../properties/types/words.ts';
import { type AnnotationGroup, defineAnnotation } from '../define.ts';
import { percentage, timeout } from '../types.ts';

export const operation: AnnotationGroup = {
  title: 'Running it',
  doc: 'Where the application runs, what is measured of it, and what it promises.',
  annotations: [
    defineAnnotation({
      name: '@deployment.node_id',
      scope: 'file',
      type: text('a name', '<id>'),
      doc: 'What this instance is called in logs and metrics.',
      example: 'trading-1',
    }),
    defineAnnotation({
      name: '@deployment.node_name',
      scope: 'file',
      type: text('a name', '<name>'),
      doc: 'The same for people.',
      example: 'Trading Analytics',
    }),
    defineAnnotation({
      name: '@deployment.region',
      scope: 'file',
      type: text('a region', '<region>'),
      doc: 'The region that it runs in.',
      example: 'eu-west-1',
    }),
    defineAnnotation({
      name: '@observability.metrics.enabled',
      scope: 'either',
      type: yesNo('metrics are served', 'they are not'),
      doc: 'Whether the job serves metrics.',
      example: 'true',
    }),
    defineAnnotation({
      name: '@observability.tracing.enabled',
      scope: 'either',
      type: yesNo('traces are sent', 'they are not'),
      doc: 'Whether the job sends traces.',
      example: 'true',
    }),
    defineAnnotation({
      name: '@observability.profiling.enabled',
      scope: 'either',
      type: words({
        off: 'no profile is taken',
        dev: 'a detailed profile, which costs noticeably',
        prod: 'a coarse profile, which costs little',
        true: 'the same as prod',
        false: 'the same as off',
      }),
      doc: 'Whether a profile is taken while it runs.',
      example: 'prod',
    }),
    defineAnnotation({
      name: '@observability.error_reporting.enabled',
      scope: 'either',
      type: yesNo('failed records are reported with their cause', 'they are only counted'),
      doc: 'Whether failed records are reported one by one.',
      example: 'true',
    }),
    defineAnnotation({
      name: '@sla.latency.p<percentile>',
      scope: 'either',
      type: timeout,
      doc: 'The latency promised for this percentile of the records. The hints `sla.latency_p95_ms` and `sla.latency_p99_ms` decide the deployment.',
      example: '50ms',
    }),
    defineAnnotation({
      name: '@sla.availability',
      scope: 'either',
      type: percentage,
      doc: 'The share of time that it is promised to run. The hint `sla.availability_percent` decides the deployment.',
      example: '99.9%',
    }),
  ],
};
