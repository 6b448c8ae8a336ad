/** Named profiles: settings that go together. Whatever a file, a variable or a flag says wins over them. */

export interface Profile {
  readonly name: string;
  /** For whom it is, in a sentence. */
  readonly doc: string;
  /** What of the delivery it changes, in a sentence. */
  readonly delivery: string;
  /** By key; what is not named has its default. */
  readonly values: Readonly<Record<string, string>>;
}

const KIB = 1024;
const MIB = 1024 * KIB;
const EXACTLY_ONCE = 'Exactly once, as in every profile: results, state and positions are committed together.';

const profile = (
  name: string,
  doc: string,
  values: Readonly<Record<string, string | number>>,
  delivery = EXACTLY_ONCE,
): Profile => ({
  name,
  doc,
  delivery,
  values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])),
});

export const PROFILES: readonly Profile[] = [
  profile(
    'standard',
    'The defaults: results within a tenth of a second. On one machine with its broker no profile takes more records a second.',
    {},
  ),
  profile('low_latency', 'Results within some ten milliseconds, at the price of a commit for each of them.', {
    'commit.interval.ms': 10,
    'fetch.max.wait.ms': 100,
    'max.partition.fetch.bytes': 256 * KIB,
  }),
  profile(
    'ultra_low_latency',
    'Results as soon as a commit can be had. Few records a second: each commit costs brokers as much as thousands of records.',
    {
      'commit.interval.ms': 1,
      'fetch.max.wait.ms': 50,
      'max.partition.fetch.bytes': 64 * KIB,
    },
  ),
  profile(
    'high_throughput',
    'Large answers, large compressed batches, few commits: results within a second. It saves bytes and requests; with the broker on the same machine that gains no records a second (npm run bench -- profiles).',
    {
      'commit.interval.ms': 500,
      'fetch.min.bytes': 50_000,
      'fetch.max.wait.ms': 500,
      'fetch.max.bytes': 32 * MIB,
      'max.partition.fetch.bytes': 4 * MIB,
      'batch.size': 512 * KIB,
      'buffer.memory': 32 * MIB,
      'compression.type': 'lz4',
    },
  ),
  profile(
    'ultra_high_throughput',
    'For catching up on days of records over a network: the largest answers and batches, results within some seconds. As high_throughput, no gain on one machine.',
    {
      'commit.interval.ms': 2000,
      'fetch.min.bytes': MIB,
      'fetch.max.wait.ms': 1000,
      'fetch.max.bytes': 64 * MIB,
      'max.partition.fetch.bytes': 16 * MIB,
      'batch.size': 900 * KIB,
      'buffer.memory': 64 * MIB,
      'compression.type': 'lz4',
    },
  ),
  profile('balanced', 'Between standard and high_throughput: results within a quarter of a second, compressed.', {
    'commit.interval.ms': 200,
    'fetch.min.bytes': 16 * KIB,
    'fetch.max.wait.ms': 50,
    'max.partition.fetch.bytes': 2 * MIB,
    'compression.type': 'lz4',
  }),
  profile('financial', 'Amounts that no reader may round: DECIMAL is written to JSON as strings.', {
    'decimal.format': 'string',
  }),
  profile(
    'compatibility',
    'Results that every other client reads exactly: DECIMAL as strings, nothing compressed but by gzip, which all of them know.',
    {
      'decimal.format': 'string',
      'compression.type': 'gzip',
    },
  ),
];

export const DEFAULT_PROFILE = PROFILES[0]!;

/** Also as `low-latency` and `Low Latency`. */
export const findProfile = (name: string): Profile | undefined => {
  const bare = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return PROFILES.find(one => one.name === bare);
};
