/** Reads data that a person wrote, key by key, and tells what is wrong with it where it stands. */
import { nearest } from '../../../language/text/nearest.ts';

export interface DataProblem {
  readonly path: readonly string[];
  /** What is wrong and what is allowed: fits behind the path. */
  readonly message: string;
}

export class PlainData {
  readonly path: readonly string[];
  readonly #entries: ReadonlyMap<string, unknown>;
  readonly #problems: DataProblem[];

  /** @param problems gets what is wrong; data that is no mapping is told and read as an empty one */
  constructor(data: unknown, path: readonly string[], problems: DataProblem[]) {
    this.path = path;
    this.#problems = problems;
    this.#entries = new Map(isMapping(data) ? Object.entries(data) : []);
    if (!isMapping(data)) this.#tellNoMapping([], data);
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()];
  }

  value(key: string): unknown {
    return this.#entries.get(key);
  }

  /** Tells the keys that mean nothing here. */
  only(...keys: readonly string[]): void {
    for (const key of this.keys()) {
      if (keys.includes(key)) continue;
      const meant = nearest(key, keys);
      this.#tell([key], meant ? `is unknown; did you mean ${meant}?` : `is unknown; there are ${keys.join(', ')}`);
    }
  }

  /** What is below a key; undefined where nothing is, or no mapping, which is told. */
  inside(key: string): PlainData | undefined {
    const value = this.value(key);
    if (isMapping(value)) return new PlainData(value, [...this.path, key], this.#problems);
    this.#tellNoMapping([key], value);
    return undefined;
  }

  /** A number above 0. @param unit what is counted, for the message @param most the greatest that is allowed */
  amount(key: string, unit: string, most = Number.POSITIVE_INFINITY): number | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isFinite(value) && value > 0 && value <= most) return value;
    this.#tell(
      [key],
      `takes a number of ${unit} above 0${most === Number.POSITIVE_INFINITY ? '' : `, at most ${most}`}, not ${shown(value)}`,
    );
    return undefined;
  }

  /** @param description what is allowed, for the message */
  text(key: string, form: RegExp, description: string): string | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && form.test(value)) return value;
    this.#tell([key], `takes ${description}, not ${shown(value)}`);
    return undefined;
  }

  #tellNoMapping(below: readonly string[], value: unknown): void {
    // An empty entry of YAML is null.
    if (value !== undefined && value !== null)
      this.#tell(below, `takes a mapping of keys to values, not ${shown(value)}`);
  }

  #tell(below: readonly string[], message: string): void {
    this.#problems.push({ path: [...this.path, ...below], message });
  }
}

const isMapping = (data: unknown): data is object => typeof data === 'object' && data !== null && !Array.isArray(data);

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};
