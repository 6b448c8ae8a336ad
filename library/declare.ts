/** Relations that a program registers as the statements that declare them. */
import type { RelationOptions } from './types.ts';

/** The topic is the relation's name, whatever it is called where it is read. */
export function declaration(kind: 'STREAM' | 'TABLE', name: string, options: RelationOptions): string {
  const { columns, eventTime, outOfOrder } = options;
  const keys = primaryKeyOf(options);
  const elements = Object.entries(columns ?? {}).map(([column, type]) => `${quoted(column)} ${type}`);
  if (keys.length > 0 && columns) elements.push(`PRIMARY KEY (${keys.map(quoted).join(', ')})`);
  const properties = [`'topic' = ${text(name)}`];
  if (eventTime !== undefined) properties.push(`'event.time.field' = ${text(eventTime)}`);
  if (outOfOrder !== undefined) properties.push(`'watermark.max_out_of_orderness' = ${text(outOfOrder)}`);
  const list = elements.length > 0 ? ` (${elements.join(', ')})` : '';
  return `CREATE ${kind} ${quoted(name)}${list} WITH (${properties.join(', ')});\n`;
}

export const primaryKeyOf = ({ primaryKey = [] }: RelationOptions): readonly string[] =>
  typeof primaryKey === 'string' ? [primaryKey] : primaryKey;

const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
const text = (written: string): string => `'${written.replaceAll("'", "''")}'`;
