/** What a rule is: one entry with its check, its page and its examples, which are run as tests. */
import type { Diagnostic, Fix, Severity } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';

/** What a rule says of one place. A plain text is a finding with nothing but a message. */
export interface Finding {
  /** One sentence: what is wrong and why. */
  readonly message: string;
  /** Where this finding is less, or more, than the rule usually is. */
  readonly severity?: Severity;
  /** What to do about it. */
  readonly help?: string;
  readonly related?: Diagnostic['related'];
  readonly fixes?: readonly Fix[];
}

export type Report = (at: Span | { readonly span: Span }, finding: string | Finding) => void;

/** What a page, SARIF or a list of rules shows. */
export interface RuleDescription {
  /** `area/name`, such as `hints/replica-range`: stable, named by settings and `-- ferris-ignore`. */
  readonly id: string;
  readonly severity: Severity;
  /** The rule in a line: "The lower bound of replicas is not above the upper one". */
  readonly title: string;
  /** Editors fade out what is unnecessary, and strike through what is deprecated. */
  readonly tag?: 'unnecessary' | 'deprecated';
  /** Why it matters; Markdown. */
  readonly why: string;
  /** A whole file that breaks the rule. */
  readonly bad: string;
  /** The same file as it should be: no rule of its area finds anything in it. */
  readonly good: string;
}

/** @typeParam Subject what it looks at: the hints of a file, a bound statement */
export interface Rule<Subject> extends RuleDescription {
  /** Never throws; the subject may be incomplete. */
  check(subject: Subject, report: Report): void;
}

export function defineRule<Subject>(rule: Rule<Subject>): Rule<Subject> {
  describeRule(rule);
  return rule;
}

/** A rule whose check is part of something else: binding, the parser, the compiler. */
export function describeRule(rule: RuleDescription): RuleDescription {
  if (!/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(rule.id)) throw new Error(`'${rule.id}' is no rule id: write area/name`);
  return rule;
}

/** What one rule finds in a subject; the same finding at the same place is reported once. */
export function runRule<Subject>(rule: Rule<Subject>, subject: Subject): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  rule.check(subject, (at, finding) => {
    const span = 'span' in at ? at.span : { start: at.start, end: at.end };
    const { severity = rule.severity, ...rest } = typeof finding === 'string' ? { message: finding } : finding;
    found.set(`${span.start} ${span.end} ${rest.message}`, { rule: rule.id, severity, span, ...rest });
  });
  return [...found.values()];
}
