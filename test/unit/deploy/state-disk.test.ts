/** The disk of a pod has room for all that its job may write there: state beyond memory, a snapshot and the next one. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { MAX_DISK } from '../../../src/compiler/deploy/container-contract.ts';
import { manifestOf } from '../../../src/compiler/deploy/manifest.ts';
import { DEFAULT_OPTIONS } from '../../../src/compiler/deploy/options.ts';
import { SETTINGS } from '../../../src/language/configuration/settings.ts';
import { at, type Hints, only, specWith } from './specs.ts';

const POD = '/spec/template/spec';
const CLAIM = '/spec/volumeClaimTemplates/0/spec/resources/requests/storage';
const mib = (quantity: unknown): number => {
  const [, number, unit] = /^(\d+)([GM]i)$/.exec(String(quantity))!;
  return Number(number) * (unit === 'Gi' ? 1024 : 1);
};

/** Of a query whose state is in a changelog, as its manifest says it; MiB. */
function deployed(hints: Hints): {
  readonly disk: number;
  readonly memory: number;
  readonly spilled: number | undefined;
} {
  const spec = specWith(hints);
  const kept = { ...spec, source: { ...spec.source, stateful: true, changelog: true } };
  const objects = manifestOf(kept, DEFAULT_OPTIONS);
  const workload = only(objects, 'StatefulSet') ?? only(objects, 'Deployment');
  const named = (list: unknown, name: string) =>
    (list as readonly { readonly name: string; readonly value?: string }[]).find(one => one.name === name);
  const spilled = named(at(workload, `${POD}/containers/0/env`), MAX_DISK)?.value;
  const onNode = named(at(workload, `${POD}/volumes`), 'state');
  return {
    disk: mib(onNode ? at(onNode, '/emptyDir/sizeLimit') : at(workload, CLAIM)),
    memory: mib(at(workload, `${POD}/containers/0/resources/limits/memory`)),
    spilled: spilled === undefined ? undefined : Number(spilled),
  };
}

const memory = fc.integer({ min: 1, max: 256 }).map(quarters => String(quarters / 4));

test('on its own disk and on the node, what may be written there fits', () => {
  fc.assert(
    fc.property(memory, fc.option(fc.integer({ min: 1, max: 2000 }), { nil: undefined }), (gib, storage) => {
      const given = { workload: 'custom', 'resources.memory_gb': gib };
      const hints = storage === undefined ? given : { ...given, 'resources.storage_gb': String(storage) };
      const { disk, memory: inMemory, spilled } = deployed(hints);
      if (spilled === undefined) {
        // A pod on the node would be evicted without a word; a disk of its own is full, which the job says.
        assert.ok(storage !== undefined && disk < 2 * inMemory + 3);
        return;
      }
      assert.ok(spilled >= 1, 'nothing would be no limit');
      const snapshot = inMemory + spilled;
      assert.ok(spilled + 2 * snapshot <= disk, `${spilled} and twice ${snapshot} in ${disk}`);
    }),
    { numRuns: 40 },
  );
});

test('what is told is what ferris-sql run reads', () => {
  const setting = SETTINGS.find(({ key }) => key === 'max.disk.mb');
  assert.ok(setting?.variables?.includes(MAX_DISK));
  assert.equal(deployed({ workload: 'custom', 'resources.memory_gb': '3' }).spilled, 2048);
});

test('without state nothing is told', () => {
  const workload = only(manifestOf(specWith({ workload: 'custom' }), DEFAULT_OPTIONS), 'Deployment');
  assert.doesNotMatch(JSON.stringify(workload), /FERRIS_MAX_DISK_MB|"state"/);
});
