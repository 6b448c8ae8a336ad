/** The page of a proposal, written when a person looks at it. */
import { findAnnotation } from '../../annotations/catalogue.ts';
import { functionTable } from '../../functions/table.ts';
import { findHint, hintCatalogue } from '../../hints/catalogue.ts';
import { findProperty } from '../../properties/catalogue.ts';
import { annotationPage } from '../annotations.ts';
import { functionPage, hintPage } from '../describe.ts';
import type { About } from './candidate.ts';

/** Markdown; undefined where there is nothing to say. */
export function pageOf(about: About): string | undefined {
  switch (about.kind) {
    case 'text':
      return about.markdown;
    case 'function': {
      const entry = functionTable.get(about.name);
      return entry && functionPage(entry);
    }
    case 'hint': {
      const entry = hintCatalogue.find(one => one.key === about.name) ?? findHint(about.name)?.entry;
      return entry && hintPage(entry);
    }
    case 'annotation': {
      const entry = findAnnotation(about.name);
      return entry && annotationPage(entry);
    }
    case 'property':
      return propertyPage(about.name);
  }
}

function propertyPage(key: string): string | undefined {
  const entry = findProperty(key) ?? findProperty(key, 'LOCAL_AGGREGATION');
  if (!entry) return undefined;
  const lines = [
    `**\`${entry.key}\`**: \`${entry.type.placeholder}\``,
    '',
    entry.doc,
    '',
    `Takes ${entry.type.description}.`,
  ];
  if (entry.default !== undefined) lines.push('', `Default: \`${entry.default}\`.`);
  if (entry.connectors) lines.push('', `Of ${entry.connectors.map(one => `\`${one}\``).join(', ')}.`);
  if (!entry.runs) lines.push('', 'Understood, and without effect yet.');
  lines.push('', '```ferris-sql', entry.example, '```');
  return lines.join('\n');
}
