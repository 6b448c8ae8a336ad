/** An estimate in words: one line for reports and lenses, a summary in Markdown for hover and preview. */
import type { CostEstimate, Money, Range } from './estimate.ts';

/** `$0.68–2.72/hour (2–8 pods, c5.2xlarge nodes)`; of a CronJob what it costs while it runs and in a month at most. */
export function costLine(estimate: CostEstimate): string {
  const { total, runs, regions } = estimate;
  const inRegions = regions > 1 ? ` in each of ${regions} regions` : '';
  const about = `(${counted(estimate.pods, 'pod', runs !== undefined)}${inRegions}, ${onWhat(estimate)})`;
  if (runs)
    return `${dollars(total.hourly.max)}/hour while it runs, at most ${dollars(total.monthly.max)}/month ${about}`;
  return `${span(total.hourly)}/hour ${about}`;
}

/** `$0.68–2.72/h`; of a CronJob the most that it can be: `≤ $12.40/month`. */
export const priceTag = ({ total, runs }: CostEstimate): string =>
  runs ? `≤ ${dollars(total.monthly.max)}/month` : `${span(total.hourly)}/h`;

/** A table of what it costs, then what it saves, then what was assumed. Ends without a line break. */
export function costSummary(estimate: CostEstimate): string {
  const { node, nodes, share, savings, staticProvisioning, overBudget, runs, notes } = estimate;
  const row = (what: string, { hourly, monthly }: Money) =>
    `| ${what} | ${runs ? dollars(hourly.max) : span(hourly)} | ${runs ? `≤ ${dollars(monthly.max)}` : span(monthly)} |`;
  const saved = [
    `Without autoscaler, schedule and spot: ${dollars(staticProvisioning.monthly)} a month; this saves ${percents(staticProvisioning.savesPercent)}.`,
    savings.spot && `Spot nodes save ${dollars(savings.spot.monthly)} a month (${percents(savings.spot)}).`,
    savings.schedule &&
      `The schedule saves ${dollars(savings.schedule.monthly)} a month (${percents(savings.schedule)}).`,
  ];
  return [
    `**${costLine(estimate)}**`,
    overBudget &&
      `⚠️ More than \`cost.max_hourly_cost\`: ${dollars(overBudget.hourly)} of ${dollars(overBudget.maxHourly)} an hour.`,
    [
      '| | per hour | per month |',
      '| --- | --- | --- |',
      ...(nodes && node ? [row(`${counted(node.count, 'whole node')}, ${podsOnEach(node.podsPerNode)}`, nodes)] : []),
      row('the pods’ share', share),
    ].join('\n'),
    saved.filter(line => line !== undefined).join(' '),
    [...notes, `Prices of ${ofWhat(estimate)} as of ${estimate.asOf}.`].map(note => `- ${note}`).join('\n'),
  ]
    .filter(part => part !== undefined)
    .join('\n\n');
}

const ofWhat = ({ node, priceRegion }: CostEstimate): string =>
  node && !node.priceDerived ? priceRegion : 'a core and of a GiB';

const podsOnEach = (pods: number): string => (pods === 1 ? '1 pod each' : `up to ${pods} pods each`);

const onWhat = ({ node, spot }: CostEstimate): string =>
  node ? `${node.type}${spot ? ' spot' : ''} nodes` : `by core and GiB${spot ? ' of spot nodes' : ''}`;

/** `2–8 pods`, `1 pod`. @param most whether only the greater one is told */
function counted({ min, max }: Range, noun: string, most = false): string {
  return `${most || min === max ? max : `${min}–${max}`} ${noun}${max === 1 ? '' : 's'}`;
}

/** `$0.68–2.72`; the same sum once. */
function span({ min, max }: Range): string {
  const [from, to] = [dollars(min), dollars(max)];
  return from === to ? to : `${from}–${to.slice(1)}`;
}

/** To the cent; less than ten cents to two digits, from $100 on to the dollar. */
export function dollars(amount: number): string {
  if (amount === 0) return '$0';
  if (amount < 0.1) return `$${amount.toFixed(1 - Math.floor(Math.log10(amount))).replace(/(\.\d\d\d*?)0+$/, '$1')}`;
  if (amount < 99.995) return `$${amount.toFixed(2)}`;
  return `$${String(Math.round(amount)).replace(/\B(?=(\d{3})+$)/g, ',')}`;
}

function percents(saved: Range | { readonly percent: number }): string {
  if ('percent' in saved) return `${Math.round(saved.percent)} %`;
  const [from, to] = [Math.round(saved.min), Math.round(saved.max)];
  return from === to ? `${to} %` : `${from} to ${to} %`;
}
