/** Cases for fast-check: made from its seeded numbers, shrunk as trees. */
import fc from 'fast-check';
import { drawOf } from './draw.ts';
import { growQueryOver } from './grow-query.ts';
import { growTable } from './grow-table.ts';
import { smaller } from './shrink.ts';
import type { Case, Table } from './tree.ts';

/** Each data set is made once and meets many queries: making tables costs DuckDB more than answering. */
const DATA_SETS = 150;

class Cases extends fc.Arbitrary<Case> {
  private readonly sets: readonly (readonly Table[])[];
  private readonly suits: (made: Case) => boolean;

  constructor(sets: readonly (readonly Table[])[], suits: (made: Case) => boolean) {
    super();
    this.sets = sets;
    this.suits = suits;
  }

  override generate(random: fc.Random): fc.Value<Case> {
    const draw = drawOf(random);
    for (;;) {
      const made = growQueryOver(draw, draw.pick(this.sets));
      if (this.suits(made)) return new fc.Value(made, undefined);
    }
  }

  override canShrinkWithoutContext(value: unknown): value is Case {
    return typeof value === 'object' && value !== null && 'query' in value;
  }

  override shrink(value: Case): fc.Stream<fc.Value<Case>> {
    return fc.stream(values(value));
  }
}

function* values(value: Case): Generator<fc.Value<Case>> {
  for (const less of smaller(value)) yield new fc.Value(less, undefined);
}

class DataSets extends fc.Arbitrary<readonly Table[]> {
  override generate(random: fc.Random): fc.Value<readonly Table[]> {
    const draw = drawOf(random);
    const tables = draw.oneIn(8)
      ? [growTable(draw, 't', true, true), growTable(draw, 'u', true, true)]
      : draw.oneIn(3)
        ? [growTable(draw, 't'), growTable(draw, 'u', draw.oneIn(2))]
        : [growTable(draw, 't')];
    return new fc.Value(tables, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is readonly Table[] {
    return Array.isArray(value);
  }

  override shrink(): fc.Stream<fc.Value<readonly Table[]>> {
    return fc.Stream.nil();
  }
}

/** Over data sets of the seed. `suits`: those to be made at all. */
export function cases(seed: number, suits: (made: Case) => boolean = () => true): fc.Arbitrary<Case> {
  return new Cases(fc.sample(new DataSets(), { seed, numRuns: DATA_SETS }), suits);
}
