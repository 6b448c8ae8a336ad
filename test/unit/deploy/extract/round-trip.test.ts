/** Hints → objects → YAML → hints → a block of SQL: what was given comes back, whatever it was. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { extractHints } from '../../../../src/compiler/deploy/extract/extract-hints.ts';
import { hintText } from '../../../../src/compiler/deploy/extract/hint-text.ts';
import { objectsOfManifest } from '../../../../src/compiler/deploy/extract/manifest-objects.ts';
import { manifestOf } from '../../../../src/compiler/deploy/manifest.ts';
import type { KubernetesObject } from '../../../../src/compiler/deploy/objects/kubernetes-object.ts';
import { manifestYaml } from '../../../../src/compiler/deploy/yaml.ts';
import { attachHints } from '../../../../src/language/hints/attach.ts';
import { scan } from '../../../../src/language/text/scan.ts';
import { hints as anyHints, options as anyOptions } from '../arbitrary-hints.ts';
import { at, manifestWith, only, specWith } from '../specs.ts';

function extracted(objects: readonly KubernetesObject[]) {
  const manifest = objectsOfManifest(manifestYaml(objects));
  assert.ok(manifest.ok);
  const all = extractHints(manifest.objects);
  assert.equal(all.length, 1, 'one workload');
  return all[0]!;
}

const mapOf = (hints: readonly { readonly key: string; readonly value: string }[]) =>
  Object.fromEntries(hints.map(({ key, value }) => [key, value]));

test('any valid hints come back out of the manifest, and out of the text that is written', () => {
  fc.assert(
    fc.property(anyHints, anyOptions, (given, options) => {
      const found = extracted(manifestOf(specWith(given), options));
      assert.deepEqual([found.exact, found.unsaid], [true, []]);
      assert.deepEqual(mapOf(found.hints), given);
      const { file, misplaced } = attachHints(scan(hintText(found, 'manifest.yaml')));
      assert.deepEqual(Object.fromEntries(file.map(({ key, value }) => [key, value])), given);
      assert.deepEqual(misplaced, []);
    }),
    { numRuns: 200 },
  );
});

/** As if somebody had written them by hand. */
const withoutAnnotations = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] =>
  objects.map(({ metadata: { annotations: _, ...metadata } = {}, ...object }) => ({ ...object, metadata }));

test('without annotations, any manifest still gives valid hints', () => {
  fc.assert(
    fc.property(anyHints, anyOptions, (given, options) => {
      const found = extracted(withoutAnnotations(manifestOf(specWith(given), options)));
      assert.equal(found.exact, false);
      assert.ok(found.hints.some(({ key }) => key === 'resources.memory_gb'));
      // specWith throws for a hint block that is not one statement's.
      const again = specWith(mapOf(found.hints));
      assert.equal(again.kafka.brokers, specWith(given).kafka.brokers);
      assert.equal(again.resources.memoryMib, specWith(given).resources.memoryMib);
    }),
    { numRuns: 100 },
  );
});

const CASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  trading: { workload: 'trading', 'scaling.max_replicas': '12', 'sla.latency_p95_ms': '80' },
  analytics: { workload: 'analytics', 'resources.storage_gb': '50', 'node_selector.zone': 'eu-west-1a' },
  reporting: { workload: 'reporting', 'schedule.cron': '30 4 * * 1-5', 'schedule.timezone': 'Europe/Berlin' },
  realtime: { workload: 'realtime', 'cost.spot_instances': 'enabled', 'scaling.cooldown_seconds': '90' },
  'by CPU': { workload: 'trading', 'scaling.strategy': 'cpu_based', 'scaling.trigger': 'cpu' },
  'by throughput': { workload: 'realtime', 'scaling.trigger': 'throughput' },
  'by an own metric': {
    workload: 'analytics',
    'scaling.metric': 'ferris_custom',
    'scaling.threshold': '0.25',
    'scaling.strategy': 'custom',
  },
  'with a GPU': { workload: 'analytics', 'resources.gpu_required': 'true', 'resources.gpu_type': 'nvidia-l4' },
  fixed: { workload: 'trading', 'scaling.min_replicas': '3', 'scaling.max_replicas': '3' },
  custom: {
    workload: 'custom',
    'resources.cpu_cores': '0.25',
    'resources.memory_gb': '0.5',
    'scaling.min_replicas': '1',
    'scaling.max_replicas': '4',
    'scaling.strategy': 'memory_based',
  },
};

/** What of a manifest counts here: what the pods get, where they run, and what scales them. */
function essence(objects: readonly KubernetesObject[]) {
  const workload = objects.find(({ kind }) => ['Deployment', 'StatefulSet', 'CronJob'].includes(kind));
  const way = workload?.kind === 'CronJob' ? '/spec/jobTemplate/spec' : '/spec';
  const pod = `${way}/template/spec`;
  return {
    kind: workload?.kind,
    resources: at(workload, `${pod}/containers/0/resources`),
    env: at(workload, `${pod}/containers/0/env`),
    image: at(workload, `${pod}/containers/0/image`),
    probe: at(workload, `${pod}/containers/0/startupProbe`),
    nodes: at(workload, `${pod}/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution`),
    tolerations: at(workload, `${pod}/tolerations`),
    priority: at(workload, `${pod}/priorityClassName`),
    grace: at(workload, `${pod}/terminationGracePeriodSeconds`),
    schedule: [at(workload, '/spec/schedule'), at(workload, '/spec/timeZone')],
    run: ['parallelism', 'backoffLimit', 'activeDeadlineSeconds'].map(field => at(workload, `${way}/${field}`)),
    replicas: at(workload, '/spec/replicas'),
    scaling: at(only(objects, 'HorizontalPodAutoscaler'), '/spec'),
    disk: at(workload, '/spec/volumeClaimTemplates/0/spec/resources'),
  };
}

for (const [name, hints] of Object.entries(CASES))
  test(`${name}: the objects alone give hints that make the same objects`, () => {
    const before = manifestWith(hints, { autoscaler: 'hpa' });
    const found = extracted(withoutAnnotations(before));
    const after = manifestWith(mapOf(found.hints), { autoscaler: 'hpa' });
    const { nodes: nodesBefore, tolerations: tolerated, ...was } = essence(before);
    const { nodes, tolerations, ...is } = essence(after);
    assert.deepEqual(is, was, found.unsaid.join('\n'));
    if (name !== 'reporting') assert.deepEqual([nodes, tolerations], [nodesBefore, tolerated]);
  });
