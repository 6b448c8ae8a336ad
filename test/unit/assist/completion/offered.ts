/** What is offered at a cursor, marked `|` in a text: one file by itself. */
import assert from 'node:assert/strict';
import type { Candidate } from '../../../../src/language/assist/completion/candidate.ts';
import { complete } from '../../../../src/language/assist/completion/complete.ts';
import { Workspace } from '../../../../src/language/workspace/workspace.ts';

/** Likeliest first. */
export function offered(marked: string): readonly Candidate[] {
  const [text, offset] = [marked.replace('|', ''), marked.indexOf('|')];
  assert.ok(offset >= 0, 'the text has no |');
  return offeredAt(text, offset);
}

export function offeredAt(text: string, offset: number): readonly Candidate[] {
  const workspace = new Workspace();
  workspace.setFile('', text);
  const { pieces } = workspace.analysis('')!;
  return complete({ text, pieces, offset, environment: () => workspace.environmentOf('') });
}

export const labels = (marked: string): readonly string[] => offered(marked).map(({ label }) => label);

/** The text after taking the completion with this label. */
export function taken(marked: string, label: string): string {
  const one = offered(marked).find(candidate => candidate.label === label);
  assert.ok(one, `${label} is not offered at ${marked}, but ${labels(marked).slice(0, 20).join(', ')}`);
  const text = marked.replace('|', '');
  return text.slice(0, one.replace.start) + one.insert + text.slice(one.replace.end);
}
