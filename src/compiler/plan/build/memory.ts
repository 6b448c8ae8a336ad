/** How much memory the statements of a plan may take for what they remember: `-- MEMORY_LIMIT`, or `max.memory.mb` in WITH. */
import type { Analysis } from '../../../language/analyze.ts';
import { attachAnnotations } from '../../../language/annotations/attach.ts';
import { memory } from '../../../language/annotations/types.ts';
import { saidOf } from '../../../language/properties/said.ts';
import { sizeOf } from '../../../language/properties/types/number.ts';
import type { PlanQuery } from '../plan.ts';

const MEGABYTE = 1024 * 1024;

/** MiB, of all statements together; undefined: none of them says it. */
export function memoryLimit(analysis: Analysis, queries: readonly PlanQuery[]): number | undefined {
  const wanted = new Set(queries.map(({ statement }) => statement));
  const annotated = attachAnnotations(analysis.pieces).statements;
  let sum: number | undefined;
  for (const statement of analysis.statements) {
    const { index, piece } = statement;
    if (!wanted.has(index)) continue;
    const own = annotated.find(one => one.piece === piece)?.own ?? [];
    const said = own.findLast(({ entry }) => entry.name === 'MEMORY_LIMIT')?.annotation.value;
    const property = saidOf(statement, 'max.memory.mb').at(-1)?.text.trim();
    const limit = mebibytes(property) ?? mebibytes(said);
    if (limit !== undefined) sum = (sum ?? 0) + limit;
  }
  return sum;
}

/** Of what is well written; in megabytes when no unit is given. */
function mebibytes(text: string | undefined): number | undefined {
  if (text === undefined || !memory.check(text).ok) return undefined;
  return /^\d+$/.test(text) ? Number(text) : Math.max(1, Math.floor(sizeOf(text)! / MEGABYTE));
}
