/** What stands under a cursor, as a page of Markdown: names, functions, properties, windows, constants, keywords, hints. */
import type { AstNode } from 'langium';
import type { Analysis } from '../../analyze.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf, spanOfProperty } from '../../grammar/parse.ts';
import type { BoundWindow } from '../../names/bound.ts';
import { durationOf } from '../../names/expression/literals.ts';
import { readWindow, windowKindOf } from '../../names/query/windows.ts';
import { reporter } from '../../names/report.ts';
import { keyOf, nameOf, stringOf } from '../../names/text-of.ts';
import { type Span, shift } from '../../text/span.ts';
import { statementAt } from '../../workspace/statement-at.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { describe } from '../describe.ts';
import { placeAt } from '../place.ts';
import { constantAt } from './constant.ts';
import { keywordPage } from './keywords.ts';
import { namePage } from './names.ts';
import { nodesAt } from './nodes-at.ts';
import { type Page, paragraphs } from './page.ts';
import { propertyPage } from './property.ts';
import { expressionsAt, understood } from './understand.ts';
import { windowPage } from './window.ts';

export interface HoverRequest {
  readonly workspace: Workspace;
  readonly path: string;
  readonly text: string;
  readonly analysis: Analysis;
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Undefined where there is nothing to say. Positions are in the file. */
export function hoverAt(request: HoverRequest): Page | undefined {
  const { workspace, path, text, analysis, offset, now } = request;
  const place = placeAt(text, analysis.pieces, offset);
  if (place.kind === 'comment' || place.kind === 'hint-marker') return undefined;
  if (place.kind !== 'sql' && place.kind !== 'string') return describe(text, analysis.pieces, offset);
  const statement = statementAt(analysis.statements, offset);
  if (!statement || offset < statement.span.start || offset > statement.span.end) return undefined;
  const at = offset - statement.offset;
  const nodes = nodesAt(statement.syntax, at);
  const ofProperty = propertyAt(nodes, at, statement.offset);
  if (ofProperty) return ofProperty;
  const named = namePage(workspace, { path, statement }, offset);
  if (named) return named;
  const word = place.kind === 'sql' ? place.word : { start: offset, end: offset };
  const own = describe(text, analysis.pieces, offset);
  if (own) return own;
  const keyword = keywordPage(text.slice(word.start, word.end), nodes);
  if (keyword) return { span: word, markdown: keyword };
  const around = expressionsAt(understood(workspace, { path, statement }), at);
  const constant = constantAt(around) ?? durationAt(nodes);
  const window = windowAt(nodes);
  const span = constant ? shift(constant.span, statement.offset) : window && shift(window.span, statement.offset);
  const markdown = paragraphs(constant?.markdown, window && windowPage(window.window, now));
  return span && markdown !== '' ? { span, markdown } : undefined;
}

function propertyAt(nodes: readonly AstNode[], at: number, offset: number): Page | undefined {
  const property = nodes.find((one): one is ast.Property => one.$type === 'Property');
  if (!property) return undefined;
  const block = nodes.find((one): one is ast.WithClause => one.$type === 'WithClause')?.block;
  const { value } = property;
  const key = spanOfProperty(property, 'key');
  const inValue = value !== undefined && at >= spanOf(value).start;
  if (!inValue && at > key.end) return undefined;
  const written = inValue
    ? value.text === undefined
      ? (value.word ?? value.number ?? value.duration)
      : stringOf(value.text)
    : undefined;
  const markdown = propertyPage(
    keyOf(property.key ?? ''),
    block === undefined ? undefined : nameOf(block).toUpperCase(),
    written,
  );
  return markdown === undefined ? undefined : { span: shift(inValue ? spanOf(value) : key, offset), markdown };
}

interface WindowHere {
  readonly window: BoundWindow;
  readonly span: Span;
}

/** A window in any of its forms, read from the tree: also where the statement has errors. */
function windowAt(nodes: readonly AstNode[]): WindowHere | undefined {
  for (const node of nodes.toReversed()) {
    const read = windowIn(node as ast.Expression | ast.WindowClause | ast.TableCall);
    if (read) return { window: { ...read.shape, graceMs: read.graceMs ?? 0 }, span: read.span };
  }
  return undefined;
}

function windowIn(node: ast.Expression | ast.WindowClause | ast.TableCall): ReturnType<typeof readWindow> {
  const quiet = reporter(0, []);
  switch (node.$type) {
    case 'WindowClause':
      return readWindow(node.kind ?? '', node.arguments, node.grace, node, quiet);
    case 'WindowKey':
      return readWindow(node.kind ?? '', node.arguments, undefined, node, quiet);
    case 'Call':
      return windowKindOf(node.name ?? '') ? readWindow(node.name, node.arguments, undefined, node, quiet) : undefined;
    case 'TableCall':
      return windowKindOf(node.name ?? '')
        ? readWindow(node.name, node.arguments.slice(2), undefined, node, quiet)
        : undefined;
    default:
      return undefined;
  }
}

/** A duration where no expression is bound: in WINDOW, WITHIN, GRACE. */
function durationAt(nodes: readonly AstNode[]): { readonly span: Span; readonly markdown: string } | undefined {
  const node = nodes.findLast(one => one.$type === 'DurationLiteral' || one.$type === 'IntervalLiteral');
  const ms = node && durationOf(node as ast.DurationLiteral | ast.IntervalLiteral);
  return ms === undefined ? undefined : { span: spanOf(node), markdown: `= \`${ms} ms\`` };
}
