/** Says in a person's words what the parser stumbled over. */
import type { IRecognitionException, IToken } from 'chevrotain';
import type { Diagnostic } from '../text/diagnostic.ts';
import { nearest } from '../text/nearest.ts';

/** Words that begin a clause or a statement: what a misspelt word in their place was meant to be. */
const CLAUSE_WORDS = [
  'SELECT',
  'FROM',
  'WHERE',
  'GROUP',
  'WINDOW',
  'HAVING',
  'ORDER',
  'LIMIT',
  'EMIT',
  'INTO',
  'WITH',
  'CREATE',
  'INSERT',
  'TUMBLING',
];

type Word = Pick<IToken, 'image' | 'startOffset'>;

const isName = (word: Word | undefined): boolean => word !== undefined && /^[A-Za-z]\w*$/.test(word.image);

/** The word in front of a token, where the parser does not say it. */
function wordBefore(token: IToken, text: string): Word | undefined {
  const end = Number.isNaN(token.startOffset) ? text.length : token.startOffset;
  const match = /([A-Za-z]\w*)\s*$/.exec(text.slice(Math.max(0, end - 200), end));
  return match ? { image: match[1]!, startOffset: Math.max(0, end - 200) + match.index } : undefined;
}

/** The expected token of chevrotain's "Expecting token of type --> X <--" / Langium's "`X`" messages. */
const expectedIn = (message: string): string | undefined =>
  /Expecting (?:token of type |keyword )?['`]([^'`]+)['`]/.exec(message)?.[1];

const READABLE: Readonly<Record<string, string>> = {
  ID: 'a name',
  STRING: "a 'string'",
  INTEGER: 'a whole number',
  EOF: 'the end of the statement',
};

export function describeSyntaxError(error: IRecognitionException, text: string): Diagnostic {
  const { token } = error;
  const before = (error as IRecognitionException & { previousToken?: IToken }).previousToken ?? wordBefore(token, text);
  const atEnd = token.tokenType?.name === 'EOF' || Number.isNaN(token.startOffset);
  const lastCharacter = text.trimEnd().length;
  const span = atEnd
    ? { start: Math.max(0, lastCharacter - 1), end: lastCharacter }
    : { start: token.startOffset, end: token.startOffset + token.image.length };
  const found = atEnd ? 'the statement ends too early' : `'${token.image}' is not expected here`;
  const expected = expectedIn(error.message);
  const wanted = expected && expected !== 'EOF' ? `: ${READABLE[expected] ?? `'${expected}'`} is missing` : '';
  const misspelt = [before, token].find(
    word => isName(word) && !CLAUSE_WORDS.includes(word!.image.toUpperCase()) && nearest(word!.image, CLAUSE_WORDS),
  );
  const meant = misspelt && nearest(misspelt.image, CLAUSE_WORDS);
  return {
    rule: 'sql/syntax',
    severity: 'error',
    message: `${found}${wanted}`,
    span,
    ...(misspelt && meant
      ? {
          help: `did you mean ${meant} instead of '${misspelt.image}'?`,
          fixes: [
            {
              title: `Change '${misspelt.image}' to ${meant}`,
              edits: [
                {
                  span: { start: misspelt.startOffset, end: misspelt.startOffset + misspelt.image.length },
                  text: meant,
                },
              ],
            },
          ],
        }
      : atEnd && before
        ? { help: `something must follow '${before.image}'` }
        : {}),
  };
}
