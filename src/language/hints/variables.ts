/** Finds `${VAR}`, `${VAR:-default}` and `${VAR:?message}` in a value; they are expanded where a file is deployed. */

export interface Variables {
  readonly any: boolean;
  /** What is wrong with one of them. */
  readonly broken?: string;
}

export function variablesIn(value: string): Variables {
  let at = value.indexOf('${');
  if (at < 0) return { any: false };
  while (at >= 0) {
    const close = value.indexOf('}', at);
    if (close < 0) return { any: true, broken: `'${value.slice(at)}' is not closed: '}' is missing` };
    const inside = value.slice(at + 2, close);
    if (!/^[A-Za-z_][A-Za-z0-9_]*(:[-?].*)?$/.test(inside))
      return { any: true, broken: `'\${${inside}}' names no variable` };
    at = value.indexOf('${', close);
  }
  return { any: true };
}
