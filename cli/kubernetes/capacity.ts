/** ferris-k8s-deploy capacity: whether the companion services of ferris.yaml fit into a cluster, and what else does. */
import { type Amount, capacityOf, demandOf, fits } from '../../src/compiler/deploy/services/capacity.ts';
import { mibOf, millisOf } from '../../src/compiler/deploy/services/quantities.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { capacityText } from './companions/capacity-report.ts';
import { loadServices, servicesFlags } from './companions/load.ts';

export const command = defineCommand({
  name: 'capacity',
  summary: 'whether the companion services fit into a cluster: allocated, free, what else fits',
  flags: {
    total: {
      value: 'cpu=CORES,memory=SIZE',
      doc: 'what the cluster can give to pods, as kubectl describe nodes has it under Allocatable',
      required: true,
    },
    allocated: {
      value: 'cpu=CORES,memory=SIZE',
      doc: 'what others have asked for already: the system, other namespaces',
      repeats: true,
    },
    nodes: {
      value: 'N',
      doc: 'how many nodes there are: a daemonset has a pod on each',
      integer: { min: 1, max: 15_000 },
      default: 1,
    },
    ...servicesFlags,
    format: { value: 'FORMAT', short: 'f', doc: 'how it is written', allowed: ['text', 'json'], default: 'text' },
  },
  examples: [
    ['ferris-k8s-deploy capacity --total cpu=4,memory=16Gi --allocated memory=2Gi', 'beside a system that takes 2 GiB'],
    ['ferris-k8s-deploy capacity --total cpu=32,memory=128Gi --size large --format json', 'for programs'],
  ],
  async run({ flags }, io) {
    const total = amountOf('--total', flags.total);
    if (total.cpuMillis === 0 || total.memoryMib === 0)
      throw new UsageError(`--total ${flags.total}: both cpu and memory are needed`, 'such as cpu=4,memory=16Gi');
    const allocated = flags.allocated
      .map(text => amountOf('--allocated', text))
      .reduce(plus, { cpuMillis: 0, memoryMib: 0 });
    const { services } = await loadServices(flags, io);
    const demands = services.map(service => demandOf(service, flags.nodes));
    const capacity = capacityOf(total, allocated, demands);
    const text = flags.format === 'json' ? `${JSON.stringify(capacity, null, 2)}\n` : capacityText(capacity);
    await io.stdout.write(text);
    return fits(capacity.free.rest) ? EXIT.ok : EXIT.findings;
  },
});

const plus = (a: Amount, b: Amount): Amount => ({
  cpuMillis: a.cpuMillis + b.cpuMillis,
  memoryMib: a.memoryMib + b.memoryMib,
});

/** Throws UsageError. What is not named is none. */
function amountOf(flag: string, text: string): Amount {
  const given = new Map<string, number>();
  for (const part of text.split(',')) {
    const [, key = '', value = ''] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
    const amount = key === 'cpu' ? millisOf(value) : key === 'memory' ? mibOf(value) : undefined;
    if (amount === undefined)
      throw new UsageError(`${flag} takes cpu=CORES,memory=SIZE, not '${part}'`, 'such as cpu=4,memory=16Gi');
    if (given.has(key)) throw new UsageError(`${flag} has ${key} twice: '${text}'`);
    given.set(key, amount);
  }
  return { cpuMillis: given.get('cpu') ?? 0, memoryMib: given.get('memory') ?? 0 };
}
