/** Langium's grammar as the runner wants it: each rule a tree of a few kinds of steps, keywords and terminals as numbers. */
import { type Grammar, GrammarAST, GrammarUtils } from 'langium';
import { TERMINALS, type Terminal, type Vocabulary } from './tokens.ts';

/** Where what a step reads goes in the node being built. */
export interface Assignment {
  readonly property: string;
  readonly operator: '=' | '+=' | '?=';
}

export type Step =
  /** One token of any of these kinds. */
  | { readonly is: 'token'; readonly kinds: readonly number[]; readonly into: Assignment | undefined }
  /** Another rule. Without an assignment its node takes this one's place; a fragment writes into this one. */
  | { readonly is: 'rule'; readonly rule: Rule; readonly into: Assignment | undefined }
  | { readonly is: 'sequence'; readonly steps: readonly Step[] }
  | { readonly is: 'choice'; readonly steps: readonly Step[] }
  /** At most once, any number of times, or at least once. */
  | { readonly is: 'repeat'; readonly step: Step; readonly times: '?' | '*' | '+' }
  /** The node is of this type; with an assignment, a new node that has the one so far in that property. */
  | { readonly is: 'action'; readonly type: string; readonly into: Assignment | undefined };

export interface Rule {
  readonly name: string;
  readonly index: number;
  /** `$type` of its node unless an action says otherwise. */
  readonly type: string;
  /** node: makes one; text: is the text of its tokens; fragment: writes into the caller's node. */
  readonly makes: 'node' | 'text' | 'fragment';
  /** Set once, after all rules are known by name. */
  body: Step;
}

export interface Shape {
  readonly rules: readonly Rule[];
  readonly entry: Rule;
  readonly vocabulary: Vocabulary;
}

/** @throws Error that names what of Langium's grammar language the runner does not know, or a terminal without a reader. */
export function shapeOf(grammar: Grammar): Shape {
  const vocabulary = vocabularyOf(grammar);
  const parserRules = grammar.rules.filter(GrammarAST.isParserRule);
  const rules = new Map(
    parserRules.map((rule, index): [string, Rule] => [
      rule.name,
      {
        name: rule.name,
        index,
        type: GrammarUtils.getTypeName(rule),
        makes: rule.fragment ? 'fragment' : GrammarUtils.isDataTypeRule(rule) ? 'text' : 'node',
        body: { is: 'sequence', steps: [] },
      },
    ]),
  );
  const reader = stepReader(rules, vocabulary);
  for (const rule of parserRules) rules.get(rule.name)!.body = reader(rule.definition, undefined);
  // Rules of names that list other lists of names become plain tokens from the inside out.
  const texts = [...rules.values()].filter(rule => rule.makes === 'text');
  for (let round = 0; round < texts.length; round++) for (const rule of texts) rule.body = simplified(rule.body);
  for (const rule of rules.values()) rule.body = simplified(rule.body);
  const entry = parserRules.find(rule => rule.entry);
  if (!entry) throw new Error('the grammar has no entry rule');
  return { rules: [...rules.values()], entry: rules.get(entry.name)!, vocabulary };
}

function vocabularyOf(grammar: Grammar): Vocabulary {
  const names: string[] = ['EOF'];
  const terminals: Partial<Record<Terminal, number>> = {};
  for (const rule of grammar.rules.filter(GrammarAST.isTerminalRule)) {
    const name = TERMINALS.find(one => one === rule.name);
    if (!name)
      throw new Error(`terminal ${rule.name} has no reader: add it to TERMINALS in src/language/grammar/tokens.ts`);
    terminals[name] = names.push(name) - 1;
  }
  const all = (name: Terminal): number => {
    const kind = terminals[name];
    if (kind === undefined)
      throw new Error(`the grammar has no terminal ${name}, which src/language/grammar/tokens.ts reads`);
    return kind;
  };
  const keywords = new Map<string, number>();
  const operators = new Map<number, string[]>();
  for (const keyword of keywordsOf(grammar)) {
    const upper = keyword.toUpperCase();
    if (keywords.has(upper)) continue;
    keywords.set(upper, names.push(keyword) - 1);
    if (/^\w/.test(keyword)) continue;
    const first = keyword.charCodeAt(0);
    operators.set(
      first,
      [...(operators.get(first) ?? []), keyword].sort((a, b) => b.length - a.length),
    );
  }
  return {
    names,
    keywords,
    terminals: Object.fromEntries(TERMINALS.map(name => [name, all(name)])) as Record<Terminal, number>,
    operators,
  };
}

function keywordsOf(grammar: Grammar): readonly string[] {
  const found: string[] = [];
  const visit = (element: GrammarAST.AbstractElement): void => {
    if (GrammarAST.isKeyword(element)) found.push(element.value);
    else if (GrammarAST.isAssignment(element)) visit(element.terminal);
    else if (GrammarAST.isAlternatives(element) || GrammarAST.isGroup(element)) element.elements.forEach(visit);
  };
  for (const rule of grammar.rules.filter(GrammarAST.isParserRule)) visit(rule.definition);
  return found;
}

function stepReader(rules: ReadonlyMap<string, Rule>, vocabulary: Vocabulary) {
  const once = (element: GrammarAST.AbstractElement, into: Assignment | undefined): Step => {
    if (GrammarAST.isKeyword(element))
      return { is: 'token', kinds: [vocabulary.keywords.get(element.value.toUpperCase())!], into };
    if (GrammarAST.isRuleCall(element) && element.arguments.length === 0) return call(element, into);
    if (GrammarAST.isAssignment(element) && !element.predicate)
      return read(element.terminal, { property: element.feature, operator: element.operator });
    if (GrammarAST.isAlternatives(element))
      return { is: 'choice', steps: element.elements.map(one => read(one, into)) };
    if (GrammarAST.isGroup(element) && !element.guardCondition && !element.predicate)
      return { is: 'sequence', steps: element.elements.map(one => read(one, into)) };
    if (GrammarAST.isAction(element)) return action(element);
    throw new Error(`the grammar uses ${element.$type}, which src/language/grammar/shape.ts does not read`);
  };
  const read = (element: GrammarAST.AbstractElement, into: Assignment | undefined): Step => {
    const step = once(element, into);
    return element.cardinality ? { is: 'repeat', step, times: element.cardinality } : step;
  };
  const call = (element: GrammarAST.RuleCall, into: Assignment | undefined): Step => {
    const target = element.rule.ref;
    if (!target) throw new Error(`the grammar calls ${element.rule.$refText}, which is no rule`);
    const rule = rules.get(target.name);
    return rule ? { is: 'rule', rule, into } : { is: 'token', kinds: [vocabulary.names.indexOf(target.name)], into };
  };
  return read;
}

function action(element: GrammarAST.Action): Step {
  const { feature, operator } = element;
  const type = element.inferredType?.name ?? element.type?.ref?.name;
  if (!type) throw new Error('an action of the grammar names no type');
  return {
    is: 'action',
    type,
    into: feature && operator ? { property: feature, operator } : undefined,
  };
}

/**
 * The same step, with a call of a rule that is one token as that token, and alternatives that are all single tokens for
 * one property as one step: a list of a hundred names costs one look.
 */
function simplified(step: Step): Step {
  if (step.is === 'rule') {
    const { rule, into } = step;
    return rule.makes === 'text' && rule.body.is === 'token' ? { ...rule.body, into } : step;
  }
  if (step.is === 'sequence') return { ...step, steps: step.steps.map(simplified) };
  if (step.is === 'repeat') return { ...step, step: simplified(step.step) };
  if (step.is !== 'choice') return step;
  const steps = step.steps.map(simplified);
  const tokens = steps.filter(one => one.is === 'token');
  const [first] = tokens;
  const same =
    tokens.length === steps.length &&
    tokens.every(one => one.into?.property === first?.into?.property && one.into?.operator === first?.into?.operator);
  return same && first
    ? { is: 'token', kinds: [...new Set(tokens.flatMap(one => one.kinds))], into: first.into }
    : { is: 'choice', steps };
}
