/** A `-- ferris-ignore` that names no rule, or silences nothing in its statement. */
import type { Diagnostic, Fix } from '../../text/diagnostic.ts';
import type { IgnoreLine } from '../../text/ignore-line.ts';
import { nearest } from '../../text/nearest.ts';
import type { Piece } from '../../text/scan.ts';
import { defineRule } from '../define.ts';
import { isIgnoredBy } from '../ignore.ts';

export interface IgnoreSubject {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Everything that was found in the file, the silenced findings included. */
  readonly found: readonly Diagnostic[];
  /** The ids of all rules. */
  readonly rules: readonly string[];
}

export const unusedIgnore = defineRule<IgnoreSubject>({
  id: 'lint/unused-ignore',
  severity: 'info',
  tag: 'unnecessary',
  title: 'An ignore line silences something',
  why: 'An ignore line that is left behind hides the next mistake of its kind, and one with a misspelt rule hides nothing although it looks as if it did. It counts for the statement it stands in or above.',
  bad: '-- ferris-ignore hints/replica-range\nSELECT ticker FROM trades;\n',
  good: 'SELECT ticker FROM trades;\n',
  check: ({ text, pieces, found, rules }, report) => {
    for (const piece of pieces)
      for (const line of piece.ignores) {
        if (line.rules.length === 0)
          report(line.span, {
            message: 'this ignore line names no rule',
            help: 'write -- ferris-ignore RULE with the rule that the finding names',
            fixes: [removeLine(text, line)],
          });
        for (const [i, rule] of line.rules.entries()) {
          const span = line.ruleSpans[i]!;
          if (rule === 'lint/unused-ignore' || found.some(one => one.rule === rule && isIgnoredBy(one, piece, line)))
            continue;
          // What a deployment amounts to is known only where prices are, and looked at there.
          if (rule.startsWith('deploy/') && rules.includes(rule)) continue;
          if (rules.includes(rule)) {
            report(span, { message: `${rule} finds nothing in this statement`, fixes: [removeRule(text, line, i)] });
            continue;
          }
          const meant = rules.find(id => id.endsWith(`/${rule}`)) ?? nearest(rule, rules);
          report(span, {
            message: `there is no rule '${rule}'`,
            ...(meant
              ? {
                  help: `did you mean '${meant}'?`,
                  fixes: [{ title: `Use '${meant}'`, edits: [{ span, text: meant }] }],
                }
              : { fixes: [removeRule(text, line, i)] }),
          });
        }
      }
  },
});

/** One of several rules goes with the comma before it (the first with the one behind it); the only one with its line. */
function removeRule(text: string, line: IgnoreLine, index: number): Fix {
  const { ruleSpans } = line;
  const own = ruleSpans[index]!;
  if (ruleSpans.length === 1) return removeLine(text, line);
  const span =
    index === 0 ? { start: own.start, end: ruleSpans[1]!.start } : { start: ruleSpans[index - 1]!.end, end: own.end };
  return { title: `Remove '${line.rules[index]}'`, edits: [{ span, text: '' }] };
}

/** With its line break when nothing else is on the line: a blank line would tear a block of hints apart. */
function removeLine(text: string, { span }: IgnoreLine): Fix {
  let start = span.start;
  while (start > 0 && /[ \t]/.test(text[start - 1]!)) start--;
  const alone = start === 0 || /[\r\n]/.test(text[start - 1]!);
  const end = alone ? span.end + (/^\r?\n|^\r/.exec(text.slice(span.end, span.end + 2))?.[0].length ?? 0) : span.end;
  return { title: 'Remove the ignore line', edits: [{ span: { start, end }, text: '' }] };
}
