/** The full parser, for a statement with errors: Langium's, with what can be made out of the rest, and what is wrong where. */
import { LLStarLookaheadStrategy } from 'chevrotain-allstar';
import {
  type AstNode,
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  DefaultLexer,
  EmptyFileSystem,
  type Grammar,
  inject,
  type LangiumCoreServices,
  type LangiumParser,
  type LexerResult,
} from 'langium';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Piece } from './generated/ast.ts';
import { FerrisSqlGeneratedModule, FerrisSqlGeneratedSharedModule } from './generated/module.ts';
import { describeSyntaxError } from './syntax-error.ts';
import { tokenize, type Vocabulary } from './tokens.ts';

export interface Recovered {
  readonly tree: Piece;
  /** At most one for a statement: what follows the first is usually its echo. */
  readonly problems: readonly Diagnostic[];
}

/** Gives Langium the tokens of tokens.ts, so that there is one answer to what a token is. */
class OurTokens extends DefaultLexer {
  readonly #vocabulary: Vocabulary;

  constructor(services: LangiumCoreServices, vocabulary: Vocabulary) {
    super(services);
    this.#vocabulary = vocabulary;
  }

  override tokenize(text: string): LexerResult {
    const result: LexerResult = { tokens: [], errors: [], hidden: [] };
    let begun = false;
    const { names, terminals } = this.#vocabulary;
    tokenize(text, this.#vocabulary, (kind, start, end) => {
      if (kind === terminals.LINE_COMMENT || kind === terminals.BLOCK_COMMENT) return;
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

/** Takes the text of one piece; undefined when it nests deeper than the stack. */
export type Recover = (text: string) => Recovered | undefined;

/**
 * Builds the parser, which costs some 100 ms.
 * @param mode in development Langium prints ambiguities of the grammar as they turn up: for tests
 */
export function recovery(grammar: Grammar, vocabulary: Vocabulary, mode: 'development' | 'production'): Recover {
  let parser: LangiumParser | undefined;
  const theParser = (): LangiumParser => {
    const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), FerrisSqlGeneratedSharedModule);
    const services = inject(createDefaultCoreModule({ shared }), FerrisSqlGeneratedModule, {
      Grammar: () => grammar,
      LanguageMetaData: () => ({ languageId: 'ferris-sql', fileExtensions: ['.sql'], caseInsensitive: true, mode }),
      parser: {
        // The strategy is Langium's own. With it the number only bounds what an error's message lists: at Langium's 3,
        // saying what could follow SELECT takes two seconds.
        ParserConfig: () => ({
          maxLookahead: 1,
          lookaheadStrategy: new LLStarLookaheadStrategy(mode === 'production' ? { logging: () => {} } : {}),
        }),
        Lexer: (s: LangiumCoreServices) => new OurTokens(s, vocabulary),
        // Literals and names stay as written; the binder reads them by FerrisSQL's rules (no backslash escapes).
        ValueConverter: () => ({ convert: (input: string) => input }),
      },
    });
    shared.ServiceRegistry.register(services);
    return services.parser.LangiumParser;
  };
  return text => {
    parser ??= theParser();
    try {
      const { value, lexerErrors, parserErrors } = parser.parse<AstNode & Piece>(text);
      return { tree: value, problems: problemsOf(text, lexerErrors[0], parserErrors[0]) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // It ran out of stack, and half of it is still in the parser.
      parser = undefined;
      return undefined;
    }
  };
}

function problemsOf(
  text: string,
  lexical: LexerResult['errors'][number] | undefined,
  syntactic: Parameters<typeof describeSyntaxError>[0] | undefined,
): readonly Diagnostic[] {
  if (!lexical || (syntactic && syntactic.token.startOffset < lexical.offset))
    return syntactic ? [describeSyntaxError(syntactic, text)] : [];
  const shown = text.slice(lexical.offset, lexical.offset + lexical.length);
  return [
    {
      rule: 'sql/syntax',
      severity: 'error',
      message: `'${shown}' has no meaning here`,
      span: { start: lexical.offset, end: lexical.offset + lexical.length },
      ...(shown.startsWith('|') ? { help: "use '||' to join strings" } : {}),
    },
  ];
}
