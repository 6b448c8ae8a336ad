/** JSON text indented, each number and string spelt as it was. */

/** `json` must be valid. `margin` stands before each line but the first. */
export function prettyJson(json: string, margin = ''): string {
  let out = '';
  let depth = 0;
  const line = (): string => `\n${margin}${'  '.repeat(depth)}`;
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{}' || token === '[]') out += token;
    else if (token === '{' || token === '[') {
      depth++;
      out += token + line();
    } else if (token === '}' || token === ']') {
      depth--;
      out += line() + token;
    } else if (token === ',') out += `,${line()}`;
    else if (token === ':') out += ': ';
    else out += token;
  }
  return out;
}

/** Empty brackets without what may stand between, marks, strings, and everything else. */
const TOKEN = /\{\}|\[\]|[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g;
