/** Random hints and clusters, for properties of manifests. */
import fc from 'fast-check';
import type { DeployOptions } from '../../../src/compiler/deploy/options.ts';
import { hintCatalogue } from '../../../src/language/hints/catalogue.ts';
import type { HintEntry } from '../../../src/language/hints/define.ts';

const CRONS = [
  '0 9-16 * * 1-5',
  '*/15 * * * *',
  '0 0,22-23 1 * *',
  '@weekly',
  '30 3 29 2 *',
  '* * * * *',
  '0 22,23,0-5 * * *',
];
const TEXTS = [
  'a',
  'x1-y2',
  'ferris-trading',
  'no',
  '0x1',
  '1e3',
  '2024-01-01',
  'z'.repeat(50),
  'z'.repeat(63),
  'A.b_c',
];
const ADDRESSES = [
  'kafka:9092',
  'a.b:1,c.d:65535',
  '[fe80::1]:9094',
  'https://registry.example.com/x',
  'http://r:8081',
];
const PLACEHOLDERS = [
  'market_hours',
  'a',
  'a_',
  'z'.repeat(70),
  'disktype',
  'example.com/pool',
  `example.com/${'p'.repeat(63)}`,
];

/** Values of every kind, of which each key takes those that fit it. */
const candidates: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...CRONS, ...TEXTS, ...ADDRESSES),
  fc.integer({ min: 0, max: 1000 }).map(String),
  fc.integer({ min: 0, max: 100_000_000 }).map(String),
  fc.integer({ min: 1, max: 100_000 }).map(value => String(value / 1000)),
);

const keyFor = ({ key, placeholder }: HintEntry): fc.Arbitrary<string> =>
  placeholder
    ? fc
        .constantFrom(placeholder.example, ...PLACEHOLDERS.filter(text => placeholder.form.test(text)))
        .map(text => key.replace(/<.*>/, text))
    : fc.constant(key);

const valueFor = ({ type, example }: HintEntry): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(example, ...type.choices().map(({ value }) => value)),
      fc.array(candidates, { maxLength: 12 }),
    )
    .map(([known, others]) => others.find(text => type.check(text).ok) ?? known)
    .filter(text => type.check(text).ok);

const hint = fc.constantFrom(...hintCatalogue).chain(entry => fc.tuple(keyFor(entry), valueFor(entry)));
/** Sets of hints, each valid for itself; together they may contradict. */
export const hints: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .tuple(fc.constantFrom('trading', 'analytics', 'reporting', 'realtime', 'custom'), fc.array(hint, { maxLength: 25 }))
  .map(([workload, list]) => ({ ...Object.fromEntries(list), workload }));
/** Clusters to make manifests for. */
export const options: fc.Arbitrary<DeployOptions> = fc.record({
  k8sVersion: fc.constantFrom('1.29', '1.33', '1.37'),
  autoscaler: fc.constantFrom('hpa', 'keda', 'auto'),
  cloud: fc.constantFrom('aws', 'gcp', 'azure'),
});
