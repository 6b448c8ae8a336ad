/** Which keywords the grammar allows behind a token, computed once from the grammar itself. */
import { type Grammar, GrammarAST } from 'langium';
import { FerrisSqlGrammar } from '../grammar/generated/grammar.ts';

/** Stands for any name in the answers of this file. */
export const NAME = 'ID';

export interface Keywords {
  /** Those that are words, in upper case, sorted. */
  readonly all: readonly string[];
  /** Those that may begin a statement. */
  readonly openers: readonly string[];
  /** Those that are names too, where no clause needs them. */
  readonly unreserved: ReadonlySet<string>;
  /** What may come behind a token: a keyword, a punctuation mark, NAME or the name of a terminal rule. */
  after(token: string): ReadonlySet<string>;
}

let computed: Keywords | undefined;

/** Costs some 50 ms the first time, as the grammar is read then. */
export function keywords(): Keywords {
  computed ??= keywordsOf(FerrisSqlGrammar());
  return computed;
}

type Element = GrammarAST.AbstractElement;

interface Shape {
  /** Whether it may be absent. */
  readonly nullable: boolean;
  readonly first: ReadonlySet<string>;
  readonly last: ReadonlySet<string>;
}

const NOTHING: Shape = { nullable: true, first: new Set(), last: new Set() };
/** Of a rule not looked at yet: it adds nothing, and above all does not let its neighbours touch. */
const UNKNOWN: Shape = { ...NOTHING, nullable: false };
const token = (name: string): Shape => ({ nullable: false, first: new Set([name]), last: new Set([name]) });

function keywordsOf(grammar: Grammar): Keywords {
  const follow = new Map<string, Set<string>>();
  const shapes = new Map<string, Shape>();
  const words = new Set<string>();
  const unreserved = new Set<string>();

  const mayFollow = (before: ReadonlySet<string>, behind: ReadonlySet<string>): void => {
    for (const one of before) {
      const known = follow.get(one) ?? new Set();
      for (const next of behind) known.add(next);
      follow.set(one, known);
    }
  };
  const inSequence = (parts: readonly Shape[]): Shape => {
    let [nullable, first, last] = [true, new Set<string>(), new Set<string>()];
    for (const part of parts) {
      mayFollow(last, part.first);
      if (nullable) first = new Set([...first, ...part.first]);
      last = part.nullable ? new Set([...last, ...part.last]) : new Set(part.last);
      nullable &&= part.nullable;
    }
    return { nullable, first, last };
  };
  const either = (parts: readonly Shape[]): Shape => ({
    nullable: parts.some(part => part.nullable),
    first: new Set(parts.flatMap(part => [...part.first])),
    last: new Set(parts.flatMap(part => [...part.last])),
  });
  const withoutCardinality = (element: Element): Shape => {
    if (GrammarAST.isKeyword(element)) {
      if (/^[A-Z_]+$/.test(element.value)) words.add(element.value);
      return token(element.value);
    }
    if (GrammarAST.isRuleCall(element)) {
      const rule = element.rule.ref;
      if (!GrammarAST.isParserRule(rule)) return token(rule?.name ?? NAME);
      return isName(rule) ? token(NAME) : (shapes.get(rule.name) ?? UNKNOWN);
    }
    if (GrammarAST.isAssignment(element)) return shapeOf(element.terminal);
    if (GrammarAST.isCrossReference(element)) return token(NAME);
    if (GrammarAST.isAlternatives(element)) return either(element.elements.map(shapeOf));
    if (GrammarAST.isGroup(element) || GrammarAST.isUnorderedGroup(element))
      return inSequence(element.elements.map(shapeOf));
    return NOTHING;
  };
  const shapeOf = (element: Element): Shape => {
    const shape = withoutCardinality(element);
    const { cardinality } = element;
    if (cardinality === '*' || cardinality === '+') mayFollow(shape.last, shape.first);
    return cardinality === '*' || cardinality === '?' ? { ...shape, nullable: true } : shape;
  };

  const rules = grammar.rules.filter(GrammarAST.isParserRule);
  for (const rule of rules) if (isName(rule)) collectWords(rule.definition, unreserved);
  // Rules call each other in circles: again, until nothing is new.
  for (let size = -1; size !== sizeOf(shapes, follow); ) {
    size = sizeOf(shapes, follow);
    for (const rule of rules) if (!isName(rule)) shapes.set(rule.name, shapeOf(rule.definition));
  }
  const openers = [...(shapes.get('Statement')?.first ?? [])].filter(word => words.has(word));
  return { all: [...words].sort(), openers: openers.sort(), unreserved, after: name => follow.get(name) ?? new Set() };
}

/** The rules of the grammar that stand for any name. */
const NAMES: ReadonlySet<string> = new Set(['Ident', 'BareAlias', 'CallName']);

const isName = (rule: GrammarAST.ParserRule): boolean => NAMES.has(rule.name);

function collectWords(element: Element, words: Set<string>): void {
  if (GrammarAST.isKeyword(element)) words.add(element.value);
  if (GrammarAST.isAlternatives(element)) for (const one of element.elements) collectWords(one, words);
}

function sizeOf(shapes: ReadonlyMap<string, Shape>, follow: ReadonlyMap<string, ReadonlySet<string>>): number {
  let size = 0;
  for (const { first, last, nullable } of shapes.values()) size += first.size + last.size + (nullable ? 1 : 0);
  for (const behind of follow.values()) size += behind.size;
  return size;
}
