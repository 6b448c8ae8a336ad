/** Cases for fast-check: made from its seeded numbers, shrunk as trees. */
import fc from 'fast-check';
import { drawOf } from './draw.ts';
import { growCase } from './grow-query.ts';
import { smaller } from './shrink.ts';
import type { Case } from './tree.ts';

class Cases extends fc.Arbitrary<Case> {
  private readonly suits: (made: Case) => boolean;

  constructor(suits: (made: Case) => boolean) {
    super();
    this.suits = suits;
  }

  override generate(random: fc.Random): fc.Value<Case> {
    const draw = drawOf(random);
    for (;;) {
      const made = growCase(draw);
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

/** `suits`: those to be made at all. */
export const cases = (suits: (made: Case) => boolean = () => true): fc.Arbitrary<Case> => new Cases(suits);
