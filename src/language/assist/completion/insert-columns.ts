/** Behind INSERT INTO t: all its columns in brackets. */
import { nameOf } from '../../names/text-of.ts';
import type { Proposal } from './candidate.ts';
import { quoted } from './quoted.ts';
import type { Scene } from './scene.ts';

export function insertColumns({ cursor, environment }: Scene): Proposal[] {
  const words = cursor.before.slice(-3).map(word => word.text);
  if (words.length < 3 || words.slice(0, 2).join(' ').toUpperCase() !== 'INSERT INTO' || cursor.after[0]?.text === '(')
    return [];
  const relation = environment.target(nameOf(words[2]!));
  if (!relation || relation.columns.length === 0) return [];
  const text = `(${relation.columns.map(column => quoted(column.name)).join(', ')})`;
  return [{ label: text, insert: text, kind: 'snippet', detail: `columns of ${relation.name}`, score: 0.3 }];
}
