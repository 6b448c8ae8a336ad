/** What the command capacity says: a table of who asks for what, what is left, and what else fits. */
import { type Amount, type Capacity, fits } from '../../../src/compiler/deploy/services/capacity.ts';

export function capacityText(capacity: Capacity): string {
  const { total, allocated, demands, asked, free, more } = capacity;
  const grows = demands.some(({ pods }) => pods.most > pods.rest);
  const rows = [
    ['', 'pods', 'cpu', 'memory', ...(grows ? ['pods at most', 'cpu', 'memory'] : [])],
    row('cluster', '', total, grows ? ['', total] : undefined),
    row('others', '', allocated, grows ? ['', allocated] : undefined),
    ...demands.map(({ name, pods, each }) =>
      row(name, pods.rest, times(each, pods.rest), grows ? [pods.most, times(each, pods.most)] : undefined),
    ),
    row('asked for', '', asked.rest, grows ? ['', asked.most] : undefined),
    row('free', '', free.rest, grows ? ['', free.most] : undefined),
  ];
  const further = more
    .filter(({ pods }) => pods > 0)
    .map(({ name, pods, until }) => `  ${pods} × ${name} (then no ${until} is left)`);
  return [
    ...aligned(rows),
    '',
    ...(further.length > 0 ? ['What else fits, one of:', ...further] : ['Nothing else fits.']),
    ...warnings(capacity),
    '',
  ].join('\n');
}

function warnings({ total, allocated, free, memoryLimitMib }: Capacity): readonly string[] {
  const room = total.memoryMib - allocated.memoryMib;
  return [
    ...(fits(free.rest) ? [] : [`❌ It does not fit: ${shortOf(free.rest)} is missing`]),
    ...(fits(free.rest) && !fits(free.most)
      ? [`⚠️  It fits at rest, and not when scaled to the most pods: ${shortOf(free.most)} is missing then`]
      : []),
    ...(fits(free.most) && memoryLimitMib > room
      ? [`⚠️  The memory limits together, ${memory(memoryLimitMib)}, are more than the ${memory(room)} left by others`]
      : []),
  ];
}

const shortOf = ({ cpuMillis, memoryMib }: Amount): string =>
  [cpuMillis < 0 ? `${cpu(-cpuMillis)} cpu` : '', memoryMib < 0 ? `${memory(-memoryMib)} memory` : '']
    .filter(Boolean)
    .join(' and ');

const times = ({ cpuMillis, memoryMib }: Amount, pods: number): Amount => ({
  cpuMillis: cpuMillis * pods,
  memoryMib: memoryMib * pods,
});

const row = (
  name: string,
  pods: number | '',
  rest: Amount,
  most: readonly [pods: number | '', amount: Amount] | undefined,
): string[] => [
  name,
  `${pods}`,
  cpu(rest.cpuMillis),
  memory(rest.memoryMib),
  ...(most ? [`${most[0]}`, cpu(most[1].cpuMillis), memory(most[1].memoryMib)] : []),
];

/** `1.6`: cores. */
const cpu = (millis: number): string => String(millis / 1000);

/** In the unit that people compare: `960Mi`, `14.06Gi`. */
const memory = (mib: number): string =>
  Math.abs(mib) < 1024 ? `${mib}Mi` : `${String(Math.round((mib / 1024) * 100) / 100)}Gi`;

/** The first column to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(cells => cells[column]!.length)));
  return rows.map(cells =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
}
