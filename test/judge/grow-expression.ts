/** Random expressions of a wanted type over the columns in sight. */
import type { Draw } from './draw.ts';
import type { Grow, Operation } from './operations/operation.ts';
import { operations } from './operations/table.ts';
import { type Expr, type Kind, type Type, typeText } from './tree.ts';
import { boundOf, literalText, typeOf } from './values.ts';

export const sameType = (a: Type, b: Type): boolean => typeText(a) === typeText(b);

export function literalOf(draw: Draw, type: Type): Expr {
  const text = draw.oneIn(15) ? null : literalText(draw, type);
  return { type, op: 'literal', args: [], text, bound: boundOf(type) };
}

const byKind = new Map<Kind | 'ANY', Operation[]>();
for (const operation of operations) {
  const there = byKind.get(operation.gives);
  if (there) there.push(operation);
  else byKind.set(operation.gives, [operation]);
}

/** `leaves`: the columns (or keys and aggregates) that may stand in it. */
export function grow(draw: Draw, leaves: readonly Expr[], depth: number): Grow {
  const growth = (deeper: number, exactly: boolean): Grow => {
    const inner = () => growth(deeper - 1, exactly);

    function leaf(fitting: (type: Type) => boolean, type: Type): Expr {
      const usable = leaves.filter(one => fitting(one.type) && !(exactly && one.inexact));
      return usable.length > 0 && !draw.oneIn(8) ? draw.pick(usable) : literalOf(draw, type);
    }

    /** Some operation's result of the kind; of the wanted type where any type will do. */
    function grown(kind: Kind, wanted: Type): Expr | undefined {
      if (deeper <= 0 || draw.oneIn(4)) return undefined;
      for (let attempt = 0; attempt < 3; attempt++) {
        const operation = draw.pick(byKind.get(draw.oneIn(5) ? 'ANY' : kind)!);
        if (exactly && operation.inexact) continue;
        const made = operation.build(inner(), wanted);
        if (!made) continue;
        const { args, type, bound = 0, text } = made;
        const inexact = operation.inexact || args.some(arg => arg.inexact);
        const known = text === undefined ? {} : { text };
        return { type, op: operation.name, args, bound, ...known, ...(inexact ? { inexact } : {}) };
      }
      return undefined;
    }

    const of = (type: Type): Expr => {
      const made = grown(type.kind, type);
      return made && sameType(made.type, type) ? made : leaf(other => sameType(other, type), type);
    };
    const any = (kind: Kind): Expr => {
      const type = typeOfKind(draw, leaves, kind);
      return grown(kind, type) ?? leaf(other => other.kind === kind, type);
    };
    return {
      draw,
      of,
      any,
      exact: kind => (exactly ? any(kind) : growth(deeper, true).any(kind)),
      literal: type => literalOf(draw, type),
      type: () => typeIn(draw, leaves),
      kindIn(among) {
        const there = among.filter(kind => leaves.some(one => one.type.kind === kind && !(exactly && one.inexact)));
        return draw.pick(there.length > 0 && !draw.oneIn(10) ? there : among);
      },
    };
  };
  return growth(depth, false);
}

export const typeIn = (draw: Draw, leaves: readonly Expr[]): Type =>
  leaves.length > 0 && !draw.oneIn(4) ? draw.pick(leaves).type : typeOf(draw);

function typeOfKind(draw: Draw, leaves: readonly Expr[], kind: Kind): Type {
  if (kind !== 'DECIMAL') return { kind };
  const there = leaves.map(({ type }) => type).filter(type => type.kind === 'DECIMAL');
  return there.length > 0 ? draw.pick(there) : { kind: 'DECIMAL', precision: 8, scale: 2 };
}
