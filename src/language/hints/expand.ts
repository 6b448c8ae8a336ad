/** Puts the values of variables into a text: `${VAR}`, `${VAR:-default}`, `${VAR:?message}` (DIALECT §1). */

export type Expanded =
  | { readonly ok: true; readonly value: string }
  /** `variable` is not set and has no default; `message` is the text's own word for it. */
  | { readonly ok: false; readonly variable: string; readonly message: string | undefined };

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::([-?])([^}]*))?\}/g;

/** @param lookup the value of a variable; an empty one counts as not set where there is a default, as in a shell */
export function expandVariables(text: string, lookup: (name: string) => string | undefined): Expanded {
  let missing: Expanded | undefined;
  const value = text.replaceAll(VARIABLE, (_all, name: string, kind: string | undefined, rest: string | undefined) => {
    const found = lookup(name);
    if (found !== undefined && (found !== '' || kind === undefined)) return found;
    if (kind === '-') return rest ?? '';
    missing ??= { ok: false, variable: name, message: kind === '?' && rest ? rest : undefined };
    return '';
  });
  return missing ?? { ok: true, value };
}
