/** When two ways of an attempt, or of two attempts, can no longer become different. */
import type { Mapped, Path, Tracked } from './mapped.ts';
import { loopRoom, type Standing, type Step } from './program.ts';
import type { Tracking } from './reads.ts';

/** Where a way stands and what it depends on of the rows so far. */
export type Situation = number | string;

export interface Situations {
  /** Whether other attempts may stand where one did: aggregates and names are those of one attempt. */
  readonly independent: boolean;
  /** What conditions on rows to come may see of the rows so far; undefined: nothing. */
  restOf(mapped: readonly Mapped[], path: Path | undefined): string | undefined;
  situationOf(standing: Standing, rest: string | undefined): Situation;
}

export function situations(steps: readonly Step[], { sets, named }: Tracking): Situations {
  const room = loopRoom(steps);
  const nothing = !named && sets.length === 0;
  return {
    independent: !named && sets.every(({ aggregates }) => aggregates.length === 0),
    restOf(mapped, path) {
      if (nothing) return undefined;
      let text = named ? `${path?.id}` : '';
      for (let i = 0; i < sets.length; i++) text += textOf(mapped[i]!, sets[i]!);
      return text;
    },
    situationOf({ step, loops }, rest) {
      const number = step * room + loops;
      return rest === undefined ? number : `${number}${rest}`;
    },
  };
}

function textOf(mapped: Mapped, { lasts, firsts, aggregates }: Tracked): string {
  if (aggregates.length > 0) return `|${mapped.id}`;
  let text = '|';
  let one: Mapped | undefined = mapped;
  for (let i = 0; i < lasts && one; i++) {
    text += `${one.row},`;
    one = one.before;
  }
  if (firsts > 0) text += `;${mapped.firsts.join()}`;
  return text;
}
