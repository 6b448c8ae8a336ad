/** Reads a `-- ferris-ignore rule, rule` line; what stands behind the rules is the writer's reason. */
import type { Span } from './span.ts';

/** `-- ferris-ignore rule-id, rule-id`: silences these rules for its statement. */
export interface IgnoreLine {
  /** From `--` to the end of the line. */
  readonly span: Span;
  readonly rules: readonly string[];
  /** Where each of `rules` is written. */
  readonly ruleSpans: readonly Span[];
}

const OPENING = /^--[ \t]*ferris-ignore\b[ \t:]*/;
const NAME = /[^\s,:]+/y;
const BETWEEN = /[\s,:]*/y;
const RULE_ID = /^[a-z]+\/[a-z0-9-]*$/i;

/**
 * Undefined for a comment that is none. The first word counts as a rule whatever it looks like, the next ones only when
 * they look like one: `-- ferris-ignore sql/unused-stream because it is read by hand`.
 *
 * @param comment a `--` comment from its dashes on, without the line break
 * @param offset where the comment stands in the file
 */
export function parseIgnoreLine(comment: string, offset: number): IgnoreLine | undefined {
  const opening = OPENING.exec(comment)?.[0].length;
  if (opening === undefined) return undefined;
  const rules: string[] = [];
  const ruleSpans: Span[] = [];
  let at = opening;
  while (at < comment.length) {
    NAME.lastIndex = at;
    const name = NAME.exec(comment)?.[0];
    if (name === undefined || (rules.length > 0 && !RULE_ID.test(name))) break;
    rules.push(name);
    ruleSpans.push({ start: offset + at, end: offset + at + name.length });
    BETWEEN.lastIndex = at + name.length;
    at += name.length + (BETWEEN.exec(comment)?.[0].length ?? 0);
  }
  return { span: { start: offset, end: offset + comment.length }, rules, ruleSpans };
}
