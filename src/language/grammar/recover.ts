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
  isAstNode,
  type LangiumCoreServices,
  type LangiumParser,
  type LexerResult,
} from 'langium';
import type { Diagnostic } from '../text/diagnostic.ts';
import { DEEPEST } from './build-tree.ts';
import type { Piece } from './generated/ast.ts';
import { FerrisSqlGeneratedModule, FerrisSqlGeneratedSharedModule } from './generated/module.ts';
import { nestingOf } from './nesting.ts';
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
 * stack for a bracket, gets an empty tree and the plain error.
 */
export type Recover = (text: string, stoppedAt: number) => Recovered;

/** Characters after the error that are still read. */
const AFTERMATH = 2000;
/** Measured: at 100 levels it runs out of Node's stack. */
const DEEPEST_BRACKETS = 40;

/**
 * Builds the parser, which costs some 100 ms.
 * @param mode in development Langium prints ambiguities of the grammar as they turn up: for tests
 */
export function recovery(grammar: Grammar, vocabulary: Vocabulary, mode: 'development' | 'production'): Recover {
  let parser: { readonly langium: LangiumParser; readonly lexer: OurTokens } | undefined;
  const theParser = () => {
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
      if (nestingOf(text, until, vocabulary) > DEEPEST_BRACKETS) return plainly(text, stoppedAt);
      let result = read(text, until);
      // Nothing wrong before the cut: what was reported is the cut itself.
      const offset = result.parserErrors[0]?.token.startOffset;
      if (until < text.length && result.lexerErrors.length === 0 && !(offset !== undefined && offset < until)) {
        if (nestingOf(text, text.length, vocabulary) > DEEPEST_BRACKETS) return plainly(text, stoppedAt);
        result = read(text, text.length);
      }
      const { value, lexerErrors, parserErrors } = result;
      if (heightOf(value) > DEEPEST.nodes) return plainly(text, stoppedAt);
      return { tree: value, problems: problemsOf(text, lexerErrors[0], parserErrors[0]) };
    } catch {
      // Out of stack after all: Langium hides that behind errors of its own, and half of the statement is still in it.
      parser = undefined;
      return plainly(text, stoppedAt);
    }
  };
}

/** The error without what Langium adds to it. */
function plainly(text: string, at: number): Recovered {
  const end = /^(?:\w+|'[^']*'|\W)/.exec(text.slice(at, at + 200))?.[0].length ?? 0;
  const problem: Diagnostic =
    end > 0
      ? {
          rule: 'sql/syntax',
          severity: 'error',
          message: `'${text.slice(at, at + end)}' is not expected here`,
          span: { start: at, end: at + end },
        }
      : {
          rule: 'sql/syntax',
          severity: 'error',
          message: 'the statement ends too early',
          span: { start: Math.max(0, text.trimEnd().length - 1), end: text.trimEnd().length },
        };
  return { tree: { $type: 'Piece', hints: [] }, problems: [problem] };
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
