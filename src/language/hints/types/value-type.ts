/** What the values of a hint may be: checked, completed and described by the same object. */

export type Checked =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** What is allowed, and in which unit: fits behind "key: ". */
      readonly message: string;
      /** What was probably meant. */
      readonly suggestion?: string;
    };

export interface Choice {
  readonly value: string;
  /** What it means, in a line. */
  readonly doc: string;
}

export interface ValueType {
  /** What is allowed, in a noun phrase: "a whole number of milliseconds from 1 to 86400000". */
  readonly description: string;
  /** Unit of a number, in the plural: "milliseconds"; undefined for what has none. */
  readonly unit: string | undefined;
  /** As in a signature: `<milliseconds>`, `enabled|disabled`. */
  readonly placeholder: string;
  /** `text` is trimmed and not empty. */
  check(text: string): Checked;
  /** The values worth offering; empty where any number or text would do. */
  choices(): readonly Choice[];
}

export const fits: Checked = { ok: true };

export function misfit(description: string, text: string, suggestion?: string): Checked {
  const message = `takes ${description}, not '${text}'`;
  return suggestion === undefined || suggestion === text ? { ok: false, message } : { ok: false, message, suggestion };
}
