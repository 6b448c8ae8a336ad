/** The jobs that an instance runs, from its SQL: what each reads and writes, and what its comments say of it. */
import type { Analysis } from '../../../language/analyze.ts';
import { attachAnnotations } from '../../../language/annotations/attach.ts';
import { attachHints } from '../../../language/hints/attach.ts';
import type { Span } from '../../../language/text/span.ts';
import { deploymentName } from '../names.ts';
import { readsOf } from '../reads.ts';

export interface Job {
  /** A DNS label. */
  readonly name: string;
  readonly inputTopics: readonly string[];
  readonly outputTopics: readonly string[];
  /** Whether it joins, groups or compares rows. */
  readonly stateful: boolean;
  /** `-- MEMORY_LIMIT:`; MiB. */
  readonly memoryMib: number | undefined;
  /** Keys of the hints that are given already. */
  readonly hinted: ReadonlySet<string>;
  /** Of its statement. */
  readonly span: Span;
}

/** Statements with errors are left out. */
export function jobsOf(analysis: Analysis): readonly Job[] {
  const { scopes } = attachHints(analysis.pieces);
  const annotated = attachAnnotations(analysis.pieces).statements;
  return analysis.statements.flatMap(({ bound, piece, span }) => {
    if (bound?.kind !== 'query') return [];
    const { relations, stateful } = readsOf(bound);
    const scope = scopes.find(one => one.piece === piece);
    const own = annotated.find(one => one.piece === piece)?.own ?? [];
    const said = (name: string) => own.findLast(one => one.entry.name === name)?.annotation.value;
    return [
      {
        name: deploymentName(bound.job?.name ?? said('JOB') ?? (bound.bare ? 'query' : bound.target)),
        inputTopics: [...new Set(relations.map(({ topic }) => topic))],
        outputTopics: bound.bare ? [] : [bound.topic],
        stateful,
        memoryMib: mebibytes(said('MEMORY_LIMIT')),
        hinted: new Set(scope?.effective.keys()),
        span,
      },
    ];
  });
}

const UNITS: Readonly<Record<string, number>> = { k: 2 ** -10, m: 1, g: 2 ** 10, t: 2 ** 20 };

/** In megabytes when no unit is given. */
function mebibytes(text: string | undefined): number | undefined {
  const [, digits, unit = 'm'] = /^(\d+(?:\.\d+)?)\s*([kmgt])?i?b?$/i.exec(text?.trim() ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * UNITS[unit.toLowerCase()]!;
}
