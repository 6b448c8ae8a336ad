/**
 * `sasl.jaas.config` as Kafka's Java clients read it: `MODULE required username="…" password="…";`
 *
 * The text is cut the way Java's StreamTokenizer does it: quotes of both kinds, with C's escapes in them, and comments.
 */

export interface JaasEntry {
  /** The class, as `org.apache.kafka.common.security.scram.ScramLoginModule`. */
  readonly module: string;
  readonly options: ReadonlyMap<string, string>;
}

/** Its message names what is missing and never what was written: that may be a password. */
export class JaasError extends Error {
  override readonly name = 'JaasError';
}

const FLAGS = /^(required|requisite|sufficient|optional)$/i;
const FORM = 'MODULE required NAME="VALUE" …;';

/** Throws JaasError. */
export function parseJaas(text: string): JaasEntry {
  const tokens = [...tokensOf(text)];
  let at = 0;
  const word = (what: string): string => {
    const token = tokens[at++];
    if (token === undefined || token.sign) throw new JaasError(`${what} is missing: it has the form ${FORM}`);
    return token.text;
  };
  const module = word('the login module');
  if (!FLAGS.test(word("'required' after the login module")))
    throw new JaasError(`after the login module stands no 'required': it has the form ${FORM}`);
  const options = new Map<string, string>();
  while (tokens[at] && !isSign(tokens[at]!, ';')) {
    const name = word('the name of an option');
    if (!/^[\w.-]+$/.test(name)) throw new JaasError('what stands where the name of an option should is none');
    if (!tokens[at] || !isSign(tokens[at++]!, '=')) throw new JaasError(`after option ${name} stands no '='`);
    options.set(name, word(`the value of option ${name}`));
  }
  if (!tokens[at]) throw new JaasError("it does not end with ';'");
  if (tokens[at + 1]) throw new JaasError("there is more after its ';': a client has one login module");
  return { module, options };
}

interface Token {
  readonly text: string;
  /** A single sign such as `=` or `;`, which was not quoted. */
  readonly sign: boolean;
}

const isSign = (token: Token, text: string): boolean => token.sign && token.text === text;

function* tokensOf(text: string): Generator<Token> {
  const pattern = /\s+|\/\/[^\r\n]*|\/\*.*?\*\/|(["'])((?:\\.|(?!\1)[^\\\r\n])*)\1|([\w$.+\-\u00a0-\uffff]+)|(.)/gsy;
  for (const [, quote, quoted, plain, sign] of text.matchAll(pattern)) {
    if (quote !== undefined) yield { text: unescaped(quoted!), sign: false };
    else if (plain !== undefined) yield { text: plain, sign: false };
    else if (sign === '"' || sign === "'") throw new JaasError('a quote is not closed');
    else if (sign !== undefined) yield { text: sign, sign: true };
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const unescaped = (quoted: string): string =>
  quoted.replace(/\\([0-3]?[0-7]{1,2}|.)/gs, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (ESCAPES[escaped] ?? escaped),
  );
