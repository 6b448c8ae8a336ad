/** What findings in a range offer: their fixes, the same for the whole file, and silencing their rule. */
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Span } from '../../text/span.ts';
import { fixEverywhere } from './fix-everywhere.ts';
import type { ActionSubject, Offer } from './offer.ts';
import { silenceRule } from './silence-rule.ts';

/** Fixes first, in the order of the text; then what concerns a rule as a whole, each rule once. */
export function quickFixes(subject: ActionSubject): readonly Offer[] {
  const { analysis, at } = subject;
  const found = analysis.diagnostics.filter(({ span }) => touches(span, at));
  const byRule = Map.groupBy(found, one => one.rule);
  return [
    ...together(found.flatMap(fixesOf)),
    ...[...byRule.keys()].flatMap(rule => fixEverywhere(subject, rule)),
    ...[...byRule].flatMap(([rule, findings]) => silenceRule(subject, rule, findings)),
  ];
}

const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

interface Fixing extends Offer {
  readonly findings: readonly Diagnostic[];
}

const fixesOf = (finding: Diagnostic): Fixing[] =>
  (finding.fixes ?? []).map(({ title, edits }, _, { length }) => ({
    kind: 'quickfix',
    title,
    findings: [finding],
    ...(length === 1 ? { preferred: true } : {}),
    edits: () => edits,
  }));

/** What mends two findings by the same edits is one entry, of both. */
function together(offers: readonly Fixing[]): readonly Fixing[] {
  const known = new Map<string, Fixing>();
  for (const offer of offers) {
    const key = JSON.stringify([offer.title, offer.edits()]);
    const before = known.get(key);
    known.set(key, before ? { ...before, findings: [...before.findings, ...offer.findings] } : offer);
  }
  return [...known.values()];
}
