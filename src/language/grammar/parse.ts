/** Text of one piece → its syntax tree and syntax errors. Never throws; positions are relative to the piece. */

import type {
  AstNode,
  CstNode,
  Grammar,
  LangiumCoreServices,
  LangiumParser,
  LexerResult,
  TokenBuilderOptions,
} from 'langium';
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  DefaultLexer,
  DefaultTokenBuilder,
  EmptyFileSystem,
  inject,
} from 'langium';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import type { Piece } from './generated/ast.ts';
import { FerrisSqlGeneratedModule, FerrisSqlGeneratedSharedModule } from './generated/module.ts';
import { describeSyntaxError } from './syntax-error.ts';

export interface ParsedPiece {
  readonly tree: Piece;
  /** At most one for a statement: what follows the first is usually its echo. */
  readonly problems: readonly Diagnostic[];
}

/** Comments and hints before the operators, or `--` would be two minus signs. */
class CommentsFirst extends DefaultTokenBuilder {
  override buildTokens(grammar: Grammar, options?: TokenBuilderOptions) {
    const tokens = super.buildTokens(grammar, options);
    if (!Array.isArray(tokens)) return tokens;
    const first = new Set(['HINT', 'LINE_COMMENT', 'BLOCK_COMMENT', 'SPACE']);
    return [...tokens.filter(token => first.has(token.name)), ...tokens.filter(token => !first.has(token.name))];
  }
}

/** A hint in the middle of a statement is a comment to the parser (the scanner reports it), so it cannot drag SQL into recovery. */
class HintsOnlyInFront extends DefaultLexer {
  override tokenize(text: string): LexerResult {
    const result = super.tokenize(text);
    const body = result.tokens.findIndex(token => token.tokenType.name !== 'HINT');
    if (body < 0) return result;
    const stray = result.tokens.slice(body).filter(token => token.tokenType.name === 'HINT');
    if (stray.length === 0) return result;
    return { ...result, tokens: result.tokens.filter((token, i) => i < body || token.tokenType.name !== 'HINT') };
  }
}

let parser: LangiumParser | undefined;

/** Building the parser costs some 100 ms, so it is done when the first statement is parsed. */
function theParser(): LangiumParser {
  if (parser) return parser;
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), FerrisSqlGeneratedSharedModule);
  const services = inject(createDefaultCoreModule({ shared }), FerrisSqlGeneratedModule, {
    parser: {
      TokenBuilder: () => new CommentsFirst(),
      Lexer: (s: LangiumCoreServices) => new HintsOnlyInFront(s),
      // Literals and names stay as written; the binder reads them by FerrisSQL's rules (no backslash escapes).
      ValueConverter: () => ({ convert: (input: string) => input }),
    },
  });
  shared.ServiceRegistry.register(services);
  parser = services.parser.LangiumParser;
  return parser;
}

export function parsePiece(text: string): ParsedPiece {
  const result = theParser().parse<Piece>(text);
  const lexical = result.lexerErrors[0];
  const syntactic = result.parserErrors[0];
  const problems: Diagnostic[] = [];
  if (lexical && !(syntactic && syntactic.token.startOffset < lexical.offset)) {
    const shown = text.slice(lexical.offset, lexical.offset + lexical.length);
    problems.push({
      rule: 'sql/syntax',
      severity: 'error',
      message: `'${shown}' has no meaning here`,
      span: { start: lexical.offset, end: lexical.offset + lexical.length },
      ...(shown.startsWith('|') ? { help: "use '||' to join strings" } : {}),
    });
  } else if (syntactic) problems.push(describeSyntaxError(syntactic, text));
  return { tree: result.value, problems };
}

/** Where a node stands in its piece; an empty span at 0 for a node that recovery made up. */
export function spanOf(node: AstNode | undefined): Span {
  const cst: CstNode | undefined = node?.$cstNode;
  return cst ? { start: cst.offset, end: cst.end } : { start: 0, end: 0 };
}

/** Where the value of one property of a node stands; the node itself when that is not known. */
export function spanOfProperty(node: AstNode, property: string): Span {
  const find = (cst: CstNode | undefined): CstNode | undefined => {
    if (!cst || !('content' in cst)) return undefined;
    for (const child of (cst as CstNode & { content: CstNode[] }).content) {
      const assignment = assignmentOf(child);
      if (assignment === property) return child;
      if (child.astNode === node) {
        const deeper = find(child);
        if (deeper) return deeper;
      }
    }
    return undefined;
  };
  const found = find(node.$cstNode);
  return found ? { start: found.offset, end: found.end } : spanOf(node);
}

function assignmentOf(cst: CstNode): string | undefined {
  let element: AstNode | undefined = cst.grammarSource;
  while (element && element.$type !== 'Assignment' && element.$type !== 'ParserRule') element = element.$container;
  return element?.$type === 'Assignment' ? (element as AstNode & { feature: string }).feature : undefined;
}
