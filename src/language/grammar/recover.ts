/** The full parser, for a statement that the tree builder does not take: Langium's, with what can be made out of the rest. */
import { LLStarLookaheadStrategy } from 'chevrotain-allstar';
import {
  type AstNode,
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  DefaultLexer,
  EmptyFileSystem,
  type Grammar,
  inject,
  isAstNode,
  type LangiumCoreServices,
  type LangiumParser,
  type LexerResult,
} from 'langium';
import { DEEPEST } from './build-tree.ts';
import type { Piece } from './generated/ast.ts';
import {
  FerrisSqlGeneratedModule,
  FerrisSqlGeneratedSharedModule,
  FerrisSqlLanguageMetaData,
} from './generated/module.ts';
import { nestingOf } from './nesting.ts';
import { tokenize, type Vocabulary } from './tokens.ts';

export interface Recovered {
  readonly tree: Piece;
  /** Whether it is the tree of the whole text, with nothing wrong. */
  readonly whole: boolean;
}

/** Gives Langium the tokens of tokens.ts, so that there is one answer to what a token is. */
class OurTokens extends DefaultLexer {
  readonly #vocabulary: Vocabulary;
  /** Tokens from this offset on are left out. */
  until = Number.POSITIVE_INFINITY;

  constructor(services: LangiumCoreServices, vocabulary: Vocabulary) {
    super(services);
    this.#vocabulary = vocabulary;
  }

  override tokenize(text: string): LexerResult {
    const result: LexerResult = { tokens: [], errors: [], hidden: [] };
    let begun = false;
    const { names, terminals } = this.#vocabulary;
    tokenize(text, this.#vocabulary, (kind, start, end) => {
      if (start >= this.until || kind === terminals.LINE_COMMENT || kind === terminals.BLOCK_COMMENT) return;
      // A hint in the middle of a statement is a comment to the parser (the scanner reports it).
      if (kind === terminals.HINT && begun) return;
      begun ||= kind !== terminals.HINT;
      const image = text.slice(start, end);
      if (kind < 0)
        result.errors.push({ offset: start, length: end - start, line: undefined, column: undefined, message: image });
      else {
        const tokenType = this.definition[names[kind]!]!;
        const tokenTypeIdx = tokenType.tokenTypeIdx!;
        result.tokens.push({ image, startOffset: start, endOffset: end - 1, tokenType, tokenTypeIdx });
      }
    });
    return result;
  }
}

/**
 * Takes the text of one piece and the offset of the token at which the tree builder stopped. Of what follows only some
 * 40 lines are read, as each word there can be another error. What nests too deeply for this parser, which needs 10 kB of
 * stack for a bracket, gets an empty tree.
 */
export type Recover = (text: string, stoppedAt: number) => Recovered;

/** Characters after the error that are still read. */
const AFTERMATH = 2000;
const UNSAID: LangiumCoreServices['parser']['ParserErrorMessageProvider'] = {
  buildMismatchTokenMessage: () => '',
  buildNotAllInputParsedMessage: () => '',
  buildNoViableAltMessage: () => '',
  buildEarlyExitMessage: () => '',
};
const NOTHING: Recovered = { tree: { $type: 'Piece', hints: [] }, whole: false };
/** Measured: at 100 levels it runs out of Node's stack. */
const DEEPEST_BRACKETS = 40;

/**
 * Builds the parser, which costs some 100 ms.
 * @param onAmbiguity told when some words could be read in two ways: a fault of the grammar
 */
export function recovery(
  grammar: Grammar,
  vocabulary: Vocabulary,
  onAmbiguity: (message: string) => void = () => {},
): Recover {
  let parser: { readonly langium: LangiumParser; readonly lexer: OurTokens } | undefined;
  const theParser = () => {
    const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), FerrisSqlGeneratedSharedModule);
    const services = inject(createDefaultCoreModule({ shared }), FerrisSqlGeneratedModule, {
      Grammar: () => grammar,
      LanguageMetaData: () => ({ ...FerrisSqlLanguageMetaData, mode: 'production' }),
      parser: {
        // The strategy is Langium's own. With it the number only bounds what a message lists, which takes seconds at
        // Langium's 3 and which nobody reads: what is wrong has its own finder (explain-error.ts).
        ParserConfig: () => ({
          maxLookahead: 0,
          lookaheadStrategy: new LLStarLookaheadStrategy({ logging: onAmbiguity }),
        }),
        ParserErrorMessageProvider: () => UNSAID,
        Lexer: (s: LangiumCoreServices) => new OurTokens(s, vocabulary),
        // Literals and names stay as written; the binder reads them by FerrisSQL's rules (no backslash escapes).
        ValueConverter: () => ({ convert: (input: string) => input }),
      },
    });
    shared.ServiceRegistry.register(services);
    const lexer = services.parser.Lexer;
    if (!(lexer instanceof OurTokens)) throw new Error('Langium uses another lexer than the one it was given');
    return { langium: services.parser.LangiumParser, lexer };
  };
  const read = (text: string, until: number) => {
    parser ??= theParser();
    parser.lexer.until = until;
    return parser.langium.parse<AstNode & Piece>(text);
  };
  return (text, stoppedAt) => {
    const until = stoppedAt + AFTERMATH;
    try {
      if (nestingOf(text, until, vocabulary) > DEEPEST_BRACKETS) return NOTHING;
      let result = read(text, until);
      // Nothing wrong before the cut: what was reported is the cut itself.
      const offset = result.parserErrors[0]?.token.startOffset;
      if (until < text.length && result.lexerErrors.length === 0 && !(offset !== undefined && offset < until)) {
        if (nestingOf(text, text.length, vocabulary) > DEEPEST_BRACKETS) return NOTHING;
        result = read(text, text.length);
      }
      const { value, lexerErrors, parserErrors } = result;
      if (heightOf(value) > DEEPEST.nodes) return NOTHING;
      return { tree: value, whole: lexerErrors.length === 0 && parserErrors.length === 0 };
    } catch {
      // Out of stack after all: Langium hides that behind errors of its own, and half of the statement is still in it.
      parser = undefined;
      return NOTHING;
    }
  };
}

/** Levels of nodes, without recursion, as it is asked whether recursion would do. */
function heightOf(tree: AstNode): number {
  let level: AstNode[] = [tree];
  let height = 0;
  for (; level.length > 0; height++)
    level = level.flatMap(node =>
      Object.entries(node)
        .filter(([property]) => !property.startsWith('$'))
        .flatMap(([, value]: [string, unknown]) => (Array.isArray(value) ? value : [value]))
        .filter(isAstNode),
    );
  return height;
}
