/** What the value of a hint may be, shown while it is written; a cron expression field by field. */
import { findHint } from '../../hints/catalogue.ts';
import { type HintEntry, WORKLOADS } from '../../hints/define.ts';
import { cron } from '../../hints/types/cron.ts';
import type { HintLine } from '../../text/scan.ts';
import { type SignatureHelp, signatureText } from './signature.ts';

const CRON = ['minute', 'hour', 'day-of-month', 'month', 'day-of-week'];

/** Undefined for an unknown key. @param offset in the value */
export function hintHelp({ key, value = '', valueSpan }: HintLine, offset: number): SignatureHelp | undefined {
  const entry = findHint(key)?.entry;
  if (!entry) return undefined;
  const doc = docOf(entry);
  if (entry.type !== cron) {
    const { placeholder } = entry.type;
    return { signatures: [signatureText(`${key}=${placeholder}`, [placeholder], doc)], active: 0, parameter: 0 };
  }
  const before = value.slice(0, Math.max(0, offset - (valueSpan?.start ?? offset)));
  const field = before.trimStart().split(/\s+/).length - 1;
  return {
    signatures: [signatureText(`${key}=${CRON.join(' ')}`, CRON, doc)],
    active: 0,
    parameter: field < CRON.length && !before.trimStart().startsWith('@') ? field : undefined,
  };
}

function docOf({ doc, type, defaults, example }: HintEntry): string {
  const choices = type.choices();
  const without = WORKLOADS.filter(workload => defaults[workload] !== undefined);
  return [
    doc,
    `Takes ${type.description}.`,
    ...(choices.length === 0 ? [] : [choices.map(choice => `- \`${choice.value}\`: ${choice.doc}`).join('\n')]),
    without.length === 0
      ? `As in \`${example}\`.`
      : `Without it: ${without.map(workload => `\`${defaults[workload]}\` (${workload})`).join(', ')}.`,
  ].join('\n\n');
}
