/** Reads the signature of a function as it is shown to people. */
import type { Parameter, Signature } from './define.ts';

/**
 * `NAME(a TYPE, b TYPE [, c TYPE]) → TYPE`; a last parameter `…` says that the one before it may repeat, `*` as the only
 * one that there is none. Inside a type there are no spaces: `MAP<K,V>`. Throws on anything else: a mistake in the table of functions.
 */
export function parseSignature(text: string): Signature {
  const match = /^[A-Z_0-9]+\((.*)\) → (\S+)$/.exec(text);
  if (!match) throw new Error(`Not a signature: ${text}`);
  const [, list, returns] = match as unknown as [string, string, string];
  // A comma inside a type, as in MAP<K,V>, has no space behind it.
  const parts = list === '' || list === '*' ? [] : list.replaceAll(']', '').split(/(?=\[, |(?<!\[), )/);
  const parameters: Parameter[] = [];
  let optional = false;
  for (const part of parts) {
    optional ||= part.includes('[');
    const [name, type] = part
      .replace(/^(\[)?,? ?|\[/g, '')
      .trim()
      .split(' ');
    if (name === '…') parameters.push({ ...parameters.pop()!, variadic: true });
    else if (name && type) parameters.push({ name, type, optional, variadic: false });
    else throw new Error(`Not a parameter: '${part}' of ${text}`);
  }
  return { text, parameters, returns };
}
