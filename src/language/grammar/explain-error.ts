/** Says in a person's words what is wrong with a statement that is none, at the place where it stops being one. */
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import { expectedIn, firstStop, type Stop } from './first-error.ts';
import type { Network } from './network.ts';
import { type Repair, repairOf, type Word } from './repair.ts';
import { tokenize, type Vocabulary } from './tokens.ts';

type Finding = Omit<Diagnostic, 'rule' | 'severity'>;

/** The first error of a text; undefined when it is a whole statement. Positions are the text's. */
export function syntaxError(text: string, network: Network, vocabulary: Vocabulary): Diagnostic | undefined {
  const words = wordsOf(text, vocabulary);
  const stop = firstStop(
    network,
    words.map(word => word.kind),
  );
  return stop && { rule: 'sql/syntax', severity: 'error', ...describe(text, words, stop, network, vocabulary) };
}

function wordsOf(text: string, vocabulary: Vocabulary): Word[] {
  const words: Word[] = [];
  const { HINT, LINE_COMMENT, BLOCK_COMMENT } = vocabulary.terminals;
  tokenize(text, vocabulary, (kind, start, end) => {
    if (kind === LINE_COMMENT || kind === BLOCK_COMMENT) return;
    // A hint in the middle of a statement is a comment to the parser; the scanner reports it.
    if (kind === HINT && words.length > 0 && words.at(-1)!.kind !== HINT) return;
    words.push({ kind, start, end, text: text.slice(start, end) });
  });
  return words;
}

function describe(text: string, words: readonly Word[], stop: Stop, network: Network, vocabulary: Vocabulary): Finding {
  const word = words[stop.at];
  if (word && word.kind < 0) return unknownCharacters(word);
  const unopened = word?.text === ')' && openBrackets(words, stop.at).length === 0;
  if (unopened)
    return {
      span: word,
      message: "this ')' closes nothing",
      help: 'a bracket is missing before it, or this one is too many',
      fixes: [{ title: "Remove the ')'", edits: [{ span: at(word), text: '' }] }],
    };
  const repair = repairOf(network, vocabulary, words, stop);
  if (repair) return repaired(words, stop, repair, text);
  return word ? unexpected(word, stop, vocabulary) : tooEarly(words, text);
}

const at = ({ start, end }: Span): Span => ({ start, end });

function unknownCharacters(word: Word): Finding {
  return {
    span: at(word),
    message: `'${shown(word.text)}' has no meaning here`,
    ...(word.text.startsWith('|') ? { help: "use '||' to join strings" } : {}),
  };
}

function repaired(words: readonly Word[], stop: Stop, repair: Repair, text: string): Finding {
  const stopped = words[stop.at];
  switch (repair.by) {
    case 'spelling': {
      const word = words[repair.index]!;
      return {
        span: at(word),
        message: `'${shown(word.text)}' is not expected here`,
        help: `did you mean ${repair.meant} instead of '${shown(word.text)}'?`,
        fixes: [
          { title: `Change '${shown(word.text)}' to ${repair.meant}`, edits: [{ span: at(word), text: repair.meant }] },
        ],
      };
    }
    case 'leaving out': {
      const word = words[repair.index]!;
      return {
        span: at(word),
        message: `this '${shown(word.text)}' is one too many`,
        help: stopped && stopped !== word ? `'${shown(stopped.text)}' cannot follow it` : 'leave it out',
        fixes: [{ title: `Remove '${shown(word.text)}'`, edits: [{ span: at(word), text: '' }] }],
      };
    }
    case 'quoting': {
      const word = words[repair.index]!;
      return {
        span: at(word),
        message: `'${word.text}' is a word of the language`,
        help: `as a name it stands in back quotes: \`${word.text}\``,
        fixes: [{ title: `Write \`${word.text}\``, edits: [{ span: at(word), text: `\`${word.text}\`` }] }],
      };
    }
    case 'adding': {
      const { token, index } = repair;
      const word = words[index];
      const opened = token === ')' ? openBrackets(words, index).at(-1) : undefined;
      const behind = words[index - 1]?.end ?? word?.start ?? 0;
      return {
        span: word ? at(word) : endOf(words, text),
        message: `${word ? `'${shown(word.text)}' is not expected here` : 'the statement ends too early'}: '${token}' is missing`,
        ...(opened ? { related: [{ span: at(opened), message: 'this bracket is still open' }] } : {}),
        fixes: [
          {
            title: `Add '${token}'`,
            edits: [{ span: { start: behind, end: behind }, text: /\w/.test(token) ? ` ${token}` : token }],
          },
        ],
      };
    }
  }
}

/** The last character, as nothing stands behind it. */
function endOf(words: readonly Word[], text: string): Span {
  const end = words.at(-1)?.end ?? text.length;
  return { start: Math.max(0, end - 1), end };
}

function tooEarly(words: readonly Word[], text: string): Finding {
  const last = words.at(-1);
  const opened = openBrackets(words, words.length).at(-1);
  return {
    span: endOf(words, text),
    message: 'the statement ends too early',
    help: last ? `something must follow '${shown(last.text)}'` : 'write a statement',
    ...(opened ? { related: [{ span: at(opened), message: 'this bracket is still open' }] } : {}),
  };
}

const READABLE: Readonly<Record<string, string>> = {
  ID: 'a name',
  STRING: "a 'string'",
  INTEGER: 'a whole number',
};

function unexpected(word: Word, { at: index, ways }: Stop, { names }: Vocabulary): Finding {
  const expected = [...expectedIn(ways[index]!)].filter(kind => kind !== 0).map(kind => names[kind]!);
  const wanted =
    expected.length <= 5
      ? expected.map(name => READABLE[name] ?? `'${name}'`).join(', ')
      : expected.includes('CASE')
        ? 'an expression'
        : expected.includes('ID')
          ? 'a name'
          : undefined;
  return {
    span: at(word),
    message: `'${shown(word.text)}' is not expected here`,
    ...(wanted === undefined || wanted === '' ? {} : { help: `what can stand here: ${wanted}` }),
  };
}

/** The brackets in front of a word that are still open. */
function openBrackets(words: readonly Word[], before: number): Word[] {
  const open: Word[] = [];
  for (const word of words.slice(0, before))
    if (word.text === '(') open.push(word);
    else if (word.text === ')') open.pop();
  return open;
}

const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}…` : text);
