/** SQL whose results go to other topics: what runs in parallel must not write where the old one writes. */
import { type Analysis, analyze, type Statement } from '../../../language/analyze.ts';
import type { BoundWrite } from '../../../language/names/bound.ts';
import { propertyOf } from '../../../language/rules/sql/statement-text.ts';
import { readsOf } from '../reads.ts';

export interface Redirected {
  readonly sql: string;
  /** New topics by old ones. */
  readonly topics: ReadonlyMap<string, string>;
}

export type Redirection =
  | ({ readonly ok: true } & Redirected)
  /** Names of the streams whose topic is not written where it can be changed. */
  | { readonly ok: false; readonly targets: readonly string[] };

/** @param suffix put behind each topic: `-parallel` */
export function redirectOutputs(sql: string, suffix: string): Redirection {
  const before = analyze(sql, { bounded: false });
  const writes = writesOf(before);
  const topics = new Map(writes.map(({ write }) => [write.topic, `${write.topic}${suffix}`]));
  const edits = writes.map(({ statement, write }) => editFor(statement, write, `${write.topic}${suffix}`));
  const changed = edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, with: fresh }) => text.slice(0, start) + fresh + text.slice(end), sql);
  // The language says whether that did what was meant, and nothing else.
  const after = writesOf(analyze(changed, { bounded: false }));
  const own = new Set(writes.map(({ write }) => write.target));
  const wrong = writes.filter(({ write }, i) => {
    const now = after[i]?.write;
    return !now || now.topic !== topics.get(write.topic) || inputs(now, own) !== inputs(write, own);
  });
  return wrong.length > 0
    ? { ok: false, targets: wrong.map(({ write }) => write.target) }
    : { ok: true, sql: changed, topics };
}

interface Written {
  readonly statement: Statement;
  readonly write: BoundWrite;
}

const writesOf = ({ statements }: Analysis): readonly Written[] =>
  statements.flatMap(statement => {
    const { bound } = statement;
    return bound?.kind === 'query' && !bound.bare ? [{ statement, write: bound }] : [];
  });

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly with: string;
}

/** The value of its own property, else a block of its own behind everything: `WITH ('totals.topic' = 'totals-parallel')`. */
function editFor({ syntax, offset, span }: Statement, write: BoundWrite, topic: string): Edit {
  const literal = `'${topic.replaceAll("'", "''")}'`;
  const given = syntax.statement && propertyOf(syntax.statement, 'topic');
  if (given && given.text === write.topic)
    return { start: offset + given.span.start, end: offset + given.span.end, with: literal };
  return {
    start: span.end,
    end: span.end,
    with: `\nWITH ('${write.target.replaceAll("'", "''")}.topic' = ${literal})`,
  };
}

const inputs = (write: BoundWrite, own: ReadonlySet<string>): string =>
  JSON.stringify(
    readsOf(write)
      .relations.filter(({ name }) => !own.has(name))
      .map(({ topic }) => topic),
  );
