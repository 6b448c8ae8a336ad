/** A YAML document as plain values, or what is wrong with it: one answer for everybody who reads settings. */
import type { Document } from 'yaml';

export type YamlValues =
  | { readonly ok: true; readonly value: unknown }
  /** `line` from 1; `message` has no place in it. */
  | { readonly ok: false; readonly line: number; readonly message: string };

/** So many times may what an anchor names stand in a document: aliases of aliases would fill the memory. */
const MOST_ALIASES = 100;

/** Of a document as `parseDocument` gives it for this text. */
export function yamlValues(document: Document, text: string): YamlValues {
  const [error] = document.errors;
  if (error) {
    const what = error.message
      .split('\n')[0]!
      .replace(/ at line .*$/, '')
      .replace(/:$/, '');
    return { ok: false, line: error.linePos?.[0].line ?? 1, message: `this is not YAML: ${what}` };
  }
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (thrown) {
    // What toJS throws for an alias without its anchor, and for aliases that stand for too much.
    if (!(thrown instanceof ReferenceError)) throw thrown;
    const [, name] = /^Unresolved alias[^:]*: (.*)$/.exec(thrown.message) ?? [];
    if (name === undefined) return { ok: false, line: 1, message: 'its aliases stand for too much' };
    return {
      ok: false,
      line: lineOf(`*${name}`, text),
      message: `there is no anchor '&${name}' before the alias '*${name}'`,
    };
  }
}

const lineOf = (word: string, text: string): number =>
  text.slice(0, Math.max(0, text.indexOf(word))).split('\n').length;
