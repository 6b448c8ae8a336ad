/** Statements derived from the grammar at random: every rule, in every order it allows. */
import { FerrisSqlGrammar } from '../../../src/language/grammar/generated/grammar.ts';
import { type Rule, type Step, shapeOf } from '../../../src/language/grammar/shape.ts';

/** Numbers from 0 on, below `limit`; the same ones for the same statement. */
export type Draw = (limit: number) => number;

const shape = shapeOf(FerrisSqlGrammar());
const { names } = shape.vocabulary;

/** Tokens, and levels of rules, from which on the shortest way out is taken. */
const LONG = 60;
const DEEP = 60;

/** The tokens of a statement. Not each reads as it was meant: where two rules overlap, the grammar takes the first. */
export function deriveStatement(draw: Draw): readonly string[] {
  const statement = shape.rules.find(rule => rule.name === 'Statement')!;
  const out: string[] = [];
  derive(statement.body, draw, 0, out);
  return out;
}

function derive(step: Step, draw: Draw, depth: number, out: string[]): void {
  const enough = out.length > LONG || depth > DEEP;
  switch (step.is) {
    case 'token':
      out.push(written(names[step.kinds[draw(step.kinds.length)]!]!, draw));
      return;
    case 'rule':
      derive(step.rule.body, draw, depth + 1, out);
      return;
    case 'sequence':
      for (const one of step.steps) derive(one, draw, depth, out);
      return;
    case 'choice': {
      const ways = enough ? cheapest(step.steps) : step.steps;
      derive(ways[draw(ways.length)]!, draw, depth, out);
      return;
    }
    case 'repeat': {
      const least = step.times === '+' ? 1 : 0;
      const more = enough ? 0 : draw(step.times === '?' || depth > 6 ? 2 : 4);
      for (let i = 0; i < Math.max(least, more); i++) derive(step.step, draw, depth, out);
      return;
    }
    case 'action':
  }
}

const TERMINALS: Readonly<Record<string, readonly string[]>> = {
  ID: [
    'a',
    'b',
    'Price',
    'customer_id',
    'sum',
    'count',
    'tumble',
    'int',
    'array',
    'minute',
    'a_name_that_takes_some_room',
  ],
  QUOTED: ['`a b`', '`select`'],
  STRING: ["'x'", "'it''s -- no comment'", "'one\ntwo'", "''", "'5 minutes'"],
  DOUBLE_QUOTED: ['"x"', '"say ""so"""'],
  INTEGER: ['1', '20'],
  FRACTION: ['1.5', '.5'],
  FLOATING: ['1e3', '2.5E-3'],
  DURATION: ['5s', '250ms'],
  DOLLAR_BODY: ['$$ return a; $$', "$$\n  it's;\n$$"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the language
  VARIABLE: ['${TOPIC}'],
};

function written(kind: string, draw: Draw): string {
  const terminal = TERMINALS[kind];
  if (terminal) return terminal[draw(terminal.length)]!;
  return draw(2) === 0 ? kind : kind.toLowerCase();
}

/** The ways with the fewest tokens. */
function cheapest(steps: readonly Step[]): readonly Step[] {
  const least = Math.min(...steps.map(costOf));
  return steps.filter(step => costOf(step) === least);
}

const costs = new Map<Rule, number>();

function costOf(step: Step): number {
  switch (step.is) {
    case 'token':
      return 1;
    case 'rule':
      return ruleCosts().get(step.rule)!;
    case 'sequence':
      return step.steps.reduce((sum, one) => sum + costOf(one), 0);
    case 'choice':
      return Math.min(...step.steps.map(costOf));
    case 'repeat':
      return step.times === '+' ? costOf(step.step) : 0;
    case 'action':
      return 0;
  }
}

/** The fewest tokens of each rule, found by letting them sink until none does. */
function ruleCosts(): ReadonlyMap<Rule, number> {
  if (costs.size > 0) return costs;
  for (const rule of shape.rules) costs.set(rule, Number.POSITIVE_INFINITY);
  for (let changed = true; changed; ) {
    changed = false;
    for (const rule of shape.rules) {
      const cost = costOf(rule.body);
      if (cost < costs.get(rule)!) {
        costs.set(rule, cost);
        changed = true;
      }
    }
  }
  return costs;
}
