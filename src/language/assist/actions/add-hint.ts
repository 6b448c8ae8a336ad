/** Hints that say how a statement is deployed: its workload where none is given, and what its workload would take by itself. */

import { attachHints } from '../../hints/attach.ts';
import { findHint } from '../../hints/catalogue.ts';
import { WORKLOADS, type Workload } from '../../hints/define.ts';
import { findInHints } from '../../rules/hints/check.ts';
import { type HintLine, scan } from '../../text/scan.ts';
import { shift } from '../../text/span.ts';
import { indentAt, lineBreakOf, startOfLine, takesLinesAbove } from './line-text.ts';
import { defineRefactoring, type Edits, type RefactoringOffer, type RefactoringSubject } from './offer.ts';
import { before, holds } from './syntax-at.ts';

/** What people set first. */
const FIRST = ['scaling.min_replicas', 'scaling.max_replicas', 'schedule.cron'] as const;

export const addHint = defineRefactoring({
  id: 'add-hint',
  doc: 'Says which workload a statement is, where no hint does; on the line of the workload, writes out what it would take by itself, to be edited.',
  kind: 'refactor.rewrite',
  of: 'hints',
  keepsMeaning: true,
  good: [
    {
      before: '-- counts\nSEL|ECT 1 AS one FROM trades;\n',
      title: 'Add the hint workload=analytics',
      after: '-- counts\n-- @ferris:workload=analytics\nSELECT 1 AS one FROM trades;\n',
    },
    {
      before: '-- @ferris:workl|oad=reporting\nSELECT 1 AS one FROM trades;\n',
      title: 'Add the hint schedule.cron=0 2 * * *',
      after: '-- @ferris:workload=reporting\n-- @ferris:schedule.cron=0 2 * * *\nSELECT 1 AS one FROM trades;\n',
    },
    {
      before: '-- @ferris:workl|oad=reporting\n\nCREATE STREAM trades (ticker STRING);\nSELECT ticker FROM trades;\n',
      title: 'Add the hint schedule.cron=0 2 * * *',
      after:
        '-- @ferris:workload=reporting\n-- @ferris:schedule.cron=0 2 * * *\n\nCREATE STREAM trades (ticker STRING);\nSELECT ticker FROM trades;\n',
    },
    {
      before: '-- @ferris:cost.priority=low\nS|ELECT 1 AS one FROM trades;\n',
      title: 'Add the hint workload=trading',
      after: '-- @ferris:cost.priority=low\n-- @ferris:workload=trading\nSELECT 1 AS one FROM trades;\n',
    },
  ],
  bad: [
    '-- @ferris:workload=trading\nS|ELECT 1 AS one FROM trades;\n',
    'CREATE STREAM tr|ades (ticker STRING);\n',
    'SELECT 1 AS one\nFROM |trades;\n',
    '-- @ferris:work|load=trading\n-- @ferris:scaling.min_replicas=2\n-- @ferris:scaling.max_replicas=4\nSELECT 1 AS one;\n',
  ],
  offers: subject => [...(subject.statement.runnable ? missingWorkload(subject) : []), ...ofWorkload(subject)],
});

/** On the statement's first line: further down it is about something else. */
function missingWorkload(subject: RefactoringSubject): readonly RefactoringOffer[] {
  const { text, statement, at } = subject;
  const { start } = statement.span;
  const asked = at.start + statement.offset;
  if (asked < start || startOfLine(text, asked) !== startOfLine(text, start)) return [];
  if (!takesLinesAbove(text, statement.piece)) return [];
  const hints = subject.hints();
  if (hints.has('workload')) return [];
  return WORKLOADS.filter(workload => agrees(hints, 'workload', workload)).map(workload => ({
    title: `Add the hint workload=${workload}`,
    edits: () => aboveStatement(`-- @ferris:workload=${workload}`, subject),
  }));
}

/** On the line of the workload: its own values of what people set first, to be edited. */
function ofWorkload(subject: RefactoringSubject): readonly RefactoringOffer[] {
  const { statement, at } = subject;
  const here = shift(at, statement.offset);
  const line = statement.piece.hintBlocks.flatMap(block => block.lines).find(({ span }) => holds(span, here));
  if (line?.key !== 'workload') return [];
  const hints = subject.hints();
  return FIRST.flatMap(key => {
    const value = findHint(key)?.entry.defaults[line.value as Workload];
    return value === undefined || hints.has(key) || !agrees(hints, key, value)
      ? []
      : [{ title: `Add the hint ${key}=${value}`, edits: () => [below(line, `-- @ferris:${key}=${value}`, subject)] }];
  });
}

/** Behind the hints that stand there, or they would no longer be one block; else right above the statement. */
function aboveStatement(hint: string, subject: RefactoringSubject): Edits {
  const { text, statement } = subject;
  const block = statement.piece.hintBlocks.at(-1);
  const last = block?.blankAfter ? undefined : block?.lines.at(-1);
  if (last) return [below(last, hint, subject)];
  const { start } = statement.span;
  const indent = text.slice(startOfLine(text, start), start);
  const newline = lineBreakOf(text);
  const line = indent.trim() === '' ? `${hint}${newline}${indent}` : `${newline}${hint}${newline}`;
  return [{ span: before(start - statement.offset), text: line }];
}

const below = ({ span }: HintLine, hint: string, { text, statement }: RefactoringSubject): Edits[number] => ({
  span: before(span.end - statement.offset),
  text: `${lineBreakOf(text)}${indentAt(text, span.start)}${hint}`,
});

/** Whether a hint adds no error to those that are there: some contradict each other. */
function agrees(hints: ReadonlyMap<string, HintLine>, key: string, value: string): boolean {
  const now = [...hints].map(([key, line]) => `-- @ferris:${key}=${line.value ?? ''}\n`).join('');
  const known = new Set(errorsIn(now));
  return errorsIn(`${now}-- @ferris:${key}=${value}\n`).every(message => known.has(message));
}

const errorsIn = (hints: string): readonly string[] =>
  findInHints(attachHints(scan(`${hints}SELECT 1;`))).flatMap(one => (one.severity === 'error' ? [one.message] : []));
