/** LIKE and ILIKE: `%` is any text, `_` one character, `\` takes the next one literally. Time is at most text × pattern. */

type Match = (text: string) => boolean;

const compiled = new Map<string, Match>();
/** A pattern may come out of the record: not all of them may be kept. */
const KEPT = 200;

export function likeMatcher(pattern: string, ignoreCase: boolean): Match {
  const key = (ignoreCase ? 'i' : 's') + pattern;
  const known = compiled.get(key);
  if (known) return known;
  const match = compile(ignoreCase ? pattern.toLowerCase() : pattern);
  const made: Match = ignoreCase ? text => match(text.toLowerCase()) : match;
  if (compiled.size >= KEPT) compiled.clear();
  compiled.set(key, made);
  return made;
}

const ANY_TEXT = Symbol('%');
const ANY_CHARACTER = Symbol('_');
type Token = string | typeof ANY_TEXT | typeof ANY_CHARACTER;

function compile(pattern: string): Match {
  const tokens = tokensOf(pattern);
  return tokens.includes(ANY_CHARACTER) ? text => matches(tokens, Array.from(text)) : pieceMatcher(tokens);
}

/** Without `_`: the pieces between the `%` stand one after the other. */
function pieceMatcher(tokens: readonly Token[]): Match {
  const pieces = [''];
  for (const token of tokens)
    if (typeof token === 'string') pieces[pieces.length - 1] += token;
    else pieces.push('');
  const first = pieces[0]!;
  if (pieces.length === 1) return text => text === first;
  const last = pieces.at(-1)!;
  const middle = pieces.slice(1, -1).filter(piece => piece !== '');
  return text => {
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const piece of middle) {
      const found = text.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  let escaped = false;
  for (const character of pattern) {
    if (!escaped && character === '\\') {
      escaped = true;
      continue;
    }
    tokens.push(escaped ? character : character === '%' ? ANY_TEXT : character === '_' ? ANY_CHARACTER : character);
    escaped = false;
  }
  if (escaped) tokens.push('\\');
  return tokens;
}

/** Where it does not fit, the last `%` takes one character more. */
function matches(tokens: readonly Token[], text: readonly string[]): boolean {
  let at = 0;
  let token = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    if (wanted === ANY_TEXT) {
      star = token++;
      starAt = at;
    } else if (wanted === ANY_CHARACTER || (wanted !== undefined && wanted === text[at])) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (tokens[token] === ANY_TEXT) token++;
  return token === tokens.length;
}
