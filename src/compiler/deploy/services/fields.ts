/** Reads the values of one mapping of ferris.yaml with their types; what is wrong is told with its path and what would be right. */
import { type DataProblem, PlainData } from '../cost/plain-data.ts';
import { mibOf, millisOf } from './quantities.ts';

/** Of namespaces, Services, accounts. */
export const DNS_LABEL = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

export class Fields {
  readonly path: readonly string[];
  readonly #data: PlainData;
  readonly #problems: DataProblem[];

  constructor(data: unknown, path: readonly string[], problems: DataProblem[]) {
    this.path = path;
    this.#data = new PlainData(data, path, problems);
    this.#problems = problems;
  }

  keys(): readonly string[] {
    return this.#data.keys();
  }

  /** Null, an empty entry of YAML, is as good as nothing. */
  value(key: string): unknown {
    return this.#data.value(key) ?? undefined;
  }

  has(key: string): boolean {
    return this.value(key) !== undefined;
  }

  /** Tells the keys that mean nothing here, with the nearest that does. */
  only(...keys: readonly string[]): this {
    this.#data.only(...keys);
    return this;
  }

  /** @param below the path from here to what is wrong */
  tell(below: readonly string[], message: string): void {
    this.#problems.push({ path: [...this.path, ...below], message });
  }

  /** The mapping below a key; undefined where nothing is, or no mapping, which is told. */
  inside(key: string): Fields | undefined {
    if (!this.has(key)) return undefined;
    return this.#data.inside(key) && new Fields(this.value(key), [...this.path, key], this.#problems);
  }

  /** The mappings of a list, each with its place in the path. A single mapping is a list of one. */
  each(key: string): readonly Fields[] {
    return this.items(key).map((item, index) => new Fields(item, [...this.path, key, String(index)], this.#problems));
  }

  items(key: string): readonly unknown[] {
    const value = this.value(key);
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
  }

  /** @param form undefined: any text */
  text(key: string, form?: RegExp, description = 'a text'): string | undefined {
    if (!this.has(key)) return undefined;
    const text = plainText(this.value(key));
    if (text !== undefined && (form === undefined || form.test(text))) return text;
    this.tell([key], `takes ${description}, not ${shown(this.value(key))}`);
    return undefined;
  }

  /** Tells also that it is missing; what is wrong is then an empty text. */
  needed(key: string, form: RegExp | undefined, description: string): string {
    if (!this.has(key)) this.tell([key], `is missing: ${description}`);
    return this.text(key, form, description) ?? '';
  }

  texts(key: string, form?: RegExp, description = 'texts'): readonly string[] {
    return this.items(key).flatMap((item, index) => {
      const text = plainText(item);
      if (text !== undefined && (form === undefined || form.test(text))) return [text];
      this.tell([key, String(index)], `takes ${description}, not ${shown(item)}${unquoted(item)}`);
      return [];
    });
  }

  /** Texts by key. */
  entries(key: string): Readonly<Record<string, string>> {
    const inner = this.inside(key);
    return Object.fromEntries(
      (inner?.keys() ?? []).flatMap(name => {
        const text = plainText(inner!.value(name));
        if (text !== undefined) return [[name, text]];
        inner!.tell([name], `takes a text, not ${shown(inner!.value(name))}${unquoted(inner!.value(name))}`);
        return [];
      }),
    );
  }

  choice<const Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    if (!this.has(key)) return undefined;
    const value = this.value(key);
    const found = choices.find(choice => choice === value);
    if (found === undefined) this.tell([key], `takes ${choices.join(', ')}, not ${shown(value)}`);
    return found;
  }

  whole(key: string, unit: string, min: number, max: number): number | undefined {
    if (!this.has(key)) return undefined;
    const value = this.value(key);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return value;
    this.tell([key], `takes a whole number of ${unit} from ${min} to ${max}, not ${shown(value)}`);
    return undefined;
  }

  flag(key: string): boolean | undefined {
    if (!this.has(key)) return undefined;
    const value = this.value(key);
    if (typeof value === 'boolean') return value;
    this.tell([key], `takes true or false, not ${shown(value)}`);
    return undefined;
  }

  /** Thousandths of a core. */
  cpu(key: string): number | undefined {
    return this.#quantity(key, millisOf, 'cores, such as 250m or 2');
  }

  /** MiB. */
  memory(key: string): number | undefined {
    return this.#quantity(key, mibOf, 'a size, such as 256Mi or 2Gi');
  }

  #quantity(key: string, read: (value: unknown) => number | undefined, description: string): number | undefined {
    if (!this.has(key)) return undefined;
    const quantity = read(this.value(key));
    if (quantity === undefined) this.tell([key], `takes ${description}, not ${shown(this.value(key))}`);
    return quantity;
  }
}

/** Whole numbers and truth values stand for what was written; 1.10 is read as 1.1 and is nobody's text. */
const plainText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value) ? String(value) : undefined;

const unquoted = (value: unknown): string => (typeof value === 'number' ? '; put it in quotes' : '');

export const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};
