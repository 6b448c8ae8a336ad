/** The page of a property in WITH: what it does, what it takes, what holds without it. */
import { findProperty, type PropertyEntry } from '../../properties/catalogue.ts';
import { code, list, paragraphs } from './page.ts';

/**
 * @param key as it is written, perhaps with a relation's name in front
 * @param block the word between WITH and its parenthesis
 */
export function propertyPage(key: string, block: string | undefined, value: string | undefined): string | undefined {
  const found = entryOf(key, block);
  if (!found) return undefined;
  const { entry, owner } = found;
  const choices = entry.type.choices();
  const meaning = choices.find(one => one.value.toLowerCase() === value?.toLowerCase());
  return paragraphs(
    `**\`${entry.key}\`** = \`${entry.type.placeholder}\`${owner === '' ? '' : ` of \`${owner}\``}`,
    meaning && `\`${meaning.value}\`: ${meaning.doc}`,
    entry.doc,
    `Takes ${entry.type.description}.${entry.default === undefined ? '' : ` Without it: \`${entry.default}\`.`}`,
    choices.length > 0 ? list(choices.map(one => `\`${one.value}\`: ${one.doc}`)) : undefined,
    entry.runs ? undefined : 'It is understood and has no effect yet.',
    code(entry.example),
  );
}

function entryOf(
  key: string,
  block: string | undefined,
): { readonly entry: PropertyEntry; readonly owner: string } | undefined {
  for (let at = 0; ; at = key.indexOf('.', at) + 1) {
    const entry = findProperty(key.slice(at), block);
    if (entry) return { entry, owner: key.slice(0, Math.max(0, at - 1)) };
    if (!key.includes('.', at)) return undefined;
  }
}
