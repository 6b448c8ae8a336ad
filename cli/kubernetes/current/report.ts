/** What analyze-current says: what runs today, what becomes of each setting, and the hints for it. */
import { isConfidential } from '../../../src/compiler/deploy/current/compose-instance.ts';
import { hintBlock } from '../../../src/compiler/deploy/current/hinted-sql.ts';
import type { Job } from '../../../src/compiler/deploy/current/jobs.ts';
import type { Setting } from '../../../src/compiler/deploy/current/read-configuration.ts';
import { findHint } from '../../../src/language/hints/catalogue.ts';
import type { CurrentInstance, CurrentSql } from './load.ts';
import type { Proposed } from './proposed.ts';

export function currentText(instance: CurrentInstance, proposed: readonly Proposed[]): string {
  const { service, file, settings, problems, sql, missing } = instance;
  const jobs = sql.flatMap(one => one.jobs);
  const lines = [
    service === undefined ? `${file}:` : `${file}, service ${service}:`,
    ...(jobs.length === 0 ? ['⚠️  What it runs is not known: --sql FILE names its queries'] : jobs.map(jobLine)),
    ...sql.flatMap(brokenLine),
    ...missing.map(message => `⚠️  ${message}`),
    ...problems.map(({ line, message }) => `⚠️  ${line > 0 ? `line ${line}: ` : ''}${message}`),
    '',
    'What becomes of its settings:',
    ...aligned(settings.map(one => [`  ${one.path}`, shown(one), becomes(one)])),
  ];
  for (const { job, proposals } of proposed)
    lines.push(
      '',
      job === undefined ? 'Hints for what it runs:' : `Hints for ${job.name}:`,
      ...(proposals.length === 0 ? ['  none: the query has its own'] : hintBlock(proposals).trimEnd().split('\n')),
    );
  return `${lines.join('\n')}\n`;
}

const jobLine = ({ name, inputTopics, outputTopics, stateful }: Job): string =>
  [
    `✅ Runs ${name}: reads ${inputTopics.join(', ') || 'no topic'}`,
    ...(outputTopics.length > 0 ? [`writes ${outputTopics.join(', ')}`] : []),
    stateful ? 'keeps state' : 'keeps no state',
  ].join(', ');

const brokenLine = ({ name, broken }: CurrentSql): readonly string[] =>
  broken === 0
    ? []
    : [`⚠️  ${name}: ${broken} ${broken === 1 ? 'statement has' : 'statements have'} errors: ferris-sql lint ${name}`];

/** Also for programs: nothing confidential. */
export const shown = (setting: Setting): string => (isConfidential(setting) ? '(not shown)' : setting.value);

const becomes = ({ becomes: what }: Setting): string => (findHint(what) ? `hint ${what}` : what);

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (column: number) => Math.min(44, Math.max(0, ...rows.map(row => row[column]!.length)));
  const [first, second] = [width(0), width(1)];
  return rows.map(([path = '', value = '', what = '']) => `${path.padEnd(first)}  ${value.padEnd(second)}  ${what}`);
}
