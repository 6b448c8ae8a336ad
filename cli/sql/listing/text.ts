/** A list of topics for a person. */

import type { ByteText } from '../output/byte-text.ts';
import type { TopicReport, TopicsReport } from '../topics.ts';

export function topicsText({ place, topics }: TopicsReport): string {
  if (topics.length === 0) return `${place} has no topics\n`;
  const width = Math.max(...topics.map(({ name }) => name.length));
  return topics.map(topic => topicText(topic, width)).join('');
}

function topicText({ name, partitions, samples = [], columns = [] }: TopicReport, width: number): string {
  if (!partitions) return `${name}\n`;
  // Of a compacted topic there are fewer than offsets.
  const offsets = partitions.reduce((sum, { earliest, end }) => sum + end - earliest, 0);
  const lines = [`${name.padEnd(width)}  ${counted(partitions.length, 'partition')}  ${counted(offsets, 'record')}`];
  for (const column of columns) lines.push(`  ${column.name} ${column.type}  (${column.seen})`);
  for (const { partition, offset, timestamp, key, value } of samples)
    lines.push(`  ${partition}@${offset} ${new Date(timestamp).toISOString()} ${text(key)} ${text(value)}`);
  return `${lines.join('\n')}\n`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const text = (given: ByteText | null): string =>
  given === null ? 'null' : 'text' in given ? given.text : `base64:${given.base64}`;
