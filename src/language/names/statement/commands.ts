/** Statements that ask or steer a running system, and those that no stream can obey. */

import type * as ast from '../../grammar/generated/ast.ts';
import { nearest } from '../../text/nearest.ts';
import type { BoundCommand } from '../bound.ts';
import type { Reporter } from '../report.ts';
import { nameOf } from '../text-of.ts';

/** What SHOW and LIST can show, and whether a name may, must or cannot follow. */
export const SHOWN: Readonly<Record<string, 'none' | 'optional' | 'required' | 'any'>> = {
  STREAMS: 'none',
  TABLES: 'none',
  VIEWS: 'none',
  TOPICS: 'none',
  FUNCTIONS: 'none',
  JOBS: 'none',
  QUERIES: 'none',
  STATUS: 'optional',
  VERSIONS: 'required',
  METRICS: 'optional',
  SCHEMA: 'required',
  PROPERTIES: 'any',
  PARTITIONS: 'required',
};

export function bindShow(node: ast.Show, reporter: Reporter): BoundCommand {
  const [first = '', ...rest] = node.words.map(nameOf);
  const word = first.toUpperCase();
  const wanted = SHOWN[word];
  if (!wanted) {
    const meant = nearest(word, Object.keys(SHOWN));
    reporter.report('sql/show', reporter.at(node), `there is nothing called ${word} to show`, {
      help: meant ? `did you mean ${meant}?` : `there are ${Object.keys(SHOWN).join(', ')}`,
    });
  } else if ((wanted === 'none' && rest.length > 0) || (wanted !== 'any' && rest.length > 1))
    reporter.report('sql/show', reporter.at(node), `SHOW ${word} takes ${wanted === 'none' ? 'no name' : 'one name'}`, {
      help: wanted === 'none' ? `SHOW ${word} LIKE 'a%' picks some` : `write SHOW ${word} ${rest[0]}`,
    });
  else if (wanted === 'required' && rest.length === 0)
    reporter.report('sql/show', reporter.at(node), `SHOW ${word} needs a name`, { help: `write SHOW ${word} orders` });
  return { kind: 'command', command: `SHOW ${word}`, name: rest.at(-1) };
}

const DROPPED = ['STREAM', 'TABLE', 'VIEW', 'FUNCTION', 'JOB', 'QUERY', 'TOPIC', 'SOURCE', 'SINK'];

export function bindDrop(node: ast.Drop, reporter: Reporter): BoundCommand {
  const kind = (node.kind ?? '').toUpperCase();
  if (!DROPPED.includes(kind)) {
    const meant = nearest(kind, DROPPED);
    reporter.report('sql/drop', reporter.at(node), `there is no ${kind} to drop`, {
      help: meant ? `did you mean ${meant}?` : `DROP takes ${DROPPED.slice(0, 5).join(', ')}`,
    });
  }
  return { kind: 'command', command: `DROP ${kind}`, name: nameOf(node.name ?? '') };
}

/** UPDATE and DELETE parse, so that this can be said plainly. */
export function refuseChange(node: ast.Update | ast.Delete, reporter: Reporter): BoundCommand {
  const word = node.$type === 'Update' ? 'UPDATE' : 'DELETE';
  reporter.report(
    'sql/cannot-run',
    reporter.at(node),
    `${word} is understood, but no stream can do it: what a topic holds is not changed afterwards`,
    {
      help:
        word === 'UPDATE'
          ? 'INSERT INTO a TABLE with the same key puts a new value in place of the old'
          : 'a record with the key and a NULL value deletes a row of a TABLE',
    },
  );
  return { kind: 'command', command: word, name: nameOf(node.target ?? '') };
}
