/** Texts in a SQL file that name another file or a rule: what an editor can lead to, if it is there. */
import type { Analysis, Statement } from '../../analyze.ts';
import { stringOf } from '../../names/text-of.ts';
import { nodesIn } from '../../rules/sql/syntax-nodes.ts';
import { SCHEMA_ENDINGS } from '../../schemas/schema-file.ts';
import type { Span } from '../../text/span.ts';
import { wordPlace } from './nodes.ts';

export interface Link {
  /** Without quotes. */
  readonly span: Span;
  readonly to: { readonly file: string } | { readonly rule: string };
}

/** Files as they are written, whether they exist or not; in the order of the text. */
export function linksOf(text: string, { pieces, statements }: Analysis): readonly Link[] {
  const links = [
    ...statements.flatMap(namedFiles),
    ...pieces.flatMap(({ annotations }) => annotations.flatMap(({ valueSpan }) => filesIn(text, valueSpan))),
    ...pieces.flatMap(({ ignores }) =>
      ignores.flatMap(({ rules, ruleSpans }) => rules.map((rule, i) => ({ span: ruleSpans[i]!, to: { rule } }))),
    ),
  ];
  return links.toSorted((a, b) => a.span.start - b.span.start);
}

/** In WITH, and as a URI after FROM. */
function namedFiles(statement: Statement): readonly Link[] {
  const root = statement.syntax.statement;
  if (!root) return [];
  const strings = [
    ...nodesIn(root, 'PropertyValue').map(node => ({ written: node.text, place: wordPlace(node, 'text', statement) })),
    ...nodesIn(root, 'UriRelation').map(node => ({ written: node.uri, place: wordPlace(node, 'uri', statement) })),
  ];
  return strings.flatMap(({ written, place }) => {
    if (!written || !place || written.length < 2) return [];
    const file = stringOf(written).replace(FILE_SCHEME, '');
    return isFile(file) ? [{ span: { start: place.start + 1, end: place.end - 1 }, to: { file } }] : [];
  });
}

/** `-- Dependencies: configs/a.yaml, b.avsc`. */
const filesIn = (text: string, { start, end }: Span): readonly Link[] =>
  [...text.slice(start, end).matchAll(/[^\s,;]+/g)].flatMap(({ 0: file, index }) =>
    isFile(file) ? [{ span: { start: start + index, end: start + index + file.length }, to: { file } }] : [],
  );

/** `file://trades.jsonl` is a file beside this one, `file:///data/trades.jsonl` one anywhere. */
const FILE_SCHEME = /^file:\/\//i;

const ENDINGS = [...SCHEMA_ENDINGS, '.yaml', '.yml', '.sql', '.csv'];

/** A name in which a variable is to be put is the name of no file. */
const isFile = (name: string): boolean =>
  ENDINGS.some(ending => name.toLowerCase().endsWith(ending) && name.length > ending.length) &&
  !name.includes('${') &&
  !/^[a-z][a-z0-9+.-]*:\/\//i.test(name);
