/** What the value of a property of WITH (…) may be, shown while it is written. */
import type { Token } from '../../grammar/parse.ts';
import { keyOf } from '../../names/text-of.ts';
import { findProperty } from '../../properties/catalogue.ts';
import type { PropertyEntry } from '../../properties/define.ts';
import { type SignatureHelp, signatureText } from './signature.ts';

/**
 * Undefined in front of the `=`, and for an unknown key.
 * @param tokens of the property, those alone that begin in front of the cursor
 * @param block the word behind WITH; empty for none
 */
export function propertyHelp(text: string, tokens: readonly Token[], block: string): SignatureHelp | undefined {
  const equals = tokens.findIndex(({ kind }) => kind === '=');
  const [first] = tokens;
  const last = tokens[equals - 1];
  if (!first || !last) return undefined;
  const key = keyOf(text.slice(first.start, last.end));
  const entry = entryOf(key, block === '' ? undefined : block);
  if (!entry) return undefined;
  const { placeholder } = entry.type;
  return {
    signatures: [signatureText(`'${key}' = ${placeholder}`, [placeholder], docOf(entry))],
    active: 0,
    parameter: 0,
  };
}

/** Also of a key that begins with a relation's name: `'trades.topic'`. */
function entryOf(key: string, block: string | undefined): PropertyEntry | undefined {
  const dot = key.indexOf('.');
  return findProperty(key, block) ?? (dot < 0 ? undefined : findProperty(key.slice(dot + 1), block));
}

function docOf({ doc, type, example, default: otherwise, runs }: PropertyEntry): string {
  const choices = type.choices();
  return [
    doc,
    `Takes ${type.description}.`,
    ...(choices.length === 0 ? [] : [choices.map(choice => `- \`${choice.value}\`: ${choice.doc}`).join('\n')]),
    ...(otherwise === undefined ? [] : [`Without it: \`${otherwise}\`.`]),
    ...(runs ? [] : ['The runtime does not obey it yet.']),
    `As in \`${example}\`.`,
  ].join('\n\n');
}
