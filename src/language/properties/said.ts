/** What a statement says of a property, itself or by a configuration file that it names. */
import type { Statement } from '../analyze.ts';
import { propertiesOf } from '../rules/sql/statement-text.ts';
import type { Configured } from './config-file/chain.ts';

export interface Said {
  /** The relation in front of the key; empty where there is none. */
  readonly of: string;
  readonly text: string;
  /** Where a configuration file says it: `configs/orders.yaml:12`. */
  readonly from?: string;
}

/** What the statement says itself first; what something else goes before is left out. */
export function saidOf({ syntax, meaning }: Statement, key: string): readonly Said[] {
  if (!syntax.statement) return [];
  const inSql = propertiesOf(syntax.statement, key).map(({ of, text }) => ({ of, text }));
  return [
    ...inSql,
    ...configuredIn(meaning)
      .filter(({ property, counts }) => counts && property.key === key)
      .map(({ of, value, file, line }) => ({ of, text: value, from: `${file}:${line}` })),
  ];
}

/** What configuration files say for a statement, whether it counts or not. */
export const configuredIn = (meaning: Statement['meaning']): readonly Configured[] =>
  (meaning?.kind === 'source' || meaning?.kind === 'query' ? meaning.configured?.properties : undefined) ?? [];
