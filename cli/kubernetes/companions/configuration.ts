/** A configuration file with the line of each of its values, for what is wrong with them. */

import { yamlValues } from '../../../src/language/text/yaml-values.ts';
import { FileError, readText } from '../../files.ts';
import type { Io } from '../../io.ts';

export interface Configuration {
  /** As the user named it. */
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** From 1: where the value at a path is, or the nearest thing around it that there is. */
  lineOf(path: readonly string[]): number;
}

/** Throws FileError when it cannot be read or is no YAML with keys. */
export async function readConfiguration(file: string, io: Io): Promise<Configuration> {
  const { name, text } = await readText(file, io);
  const { isCollection, isNode, isPair, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const read = yamlValues(document, text);
  if (!read.ok) throw new FileError(`${name}:${read.line}: ${read.message}`);
  const values = read.value ?? {};
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw new FileError(`${name}:1: settings are expected, such as 'services:'`);
  return {
    name,
    values: values as Readonly<Record<string, unknown>>,
    lineOf(path) {
      let node: unknown = document.contents;
      let offset = 0;
      for (const part of path) {
        if (!isCollection(node)) break;
        const next: unknown = node.items.find((item, index) =>
          isPair(item) ? String(item.key) === part : String(index) === part,
        );
        const named = isPair(next) ? next.key : next;
        if (!isNode(named)) break;
        offset = named.range?.[0] ?? offset;
        node = isPair(next) ? next.value : next;
      }
      return lines.linePos(offset).line;
    },
  };
}
