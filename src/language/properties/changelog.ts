/** How changes are written and read, as WITH says. */
import type { ChangelogMode } from '../names/bound.ts';
import type { PropertyValue } from './read.ts';

/** Undefined where nothing is said, or no such mode. */
export function changelogOf(value: PropertyValue | undefined): ChangelogMode | undefined {
  const word = value?.text.trim().toLowerCase();
  return word === 'upsert' || word === 'append' || word === 'retract' ? word : undefined;
}
