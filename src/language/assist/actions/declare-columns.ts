/** A source whose columns stand in a schema file or a sample → the same columns, declared. */
import { spanOf, spanOfProperty } from '../../grammar/parse.ts';
import type { Relation } from '../../names/bound.ts';
import { createOf, propertyOf } from '../../rules/sql/statement-text.ts';
import { declareColumns as columnList } from '../../schemas/declare-columns.ts';
import { lineBreakOf } from './line-text.ts';
import { defineRefactoring } from './offer.ts';
import { before } from './syntax-at.ts';

export const declareColumns = defineRefactoring({
  id: 'declare-columns',
  doc: 'Declares the columns of a source as they stand in its schema file: Avro, Protobuf, or a sample of records.',
  kind: 'refactor.rewrite',
  keepsMeaning: true,
  // A schema file is no part of the text: see the tests of this refactoring.
  good: [],
  bad: [
    "CREATE STREAM tra|des WITH (topic = 'trades');",
    "CREATE STREAM trades (ti|cker STRING) WITH (topic = 'trades', schema.file = 'trades.avsc');",
  ],
  offers: ({ text, statement }) => {
    const { syntax, meaning } = statement;
    const create = syntax.statement && createOf(syntax.statement);
    const file = syntax.statement && propertyOf(syntax.statement, 'schema.file')?.text;
    if (!create || meaning?.kind !== 'source' || meaning.relation.columns.length === 0 || file === undefined) return [];
    if (create.elements.some(element => element.$type === 'ColumnDefinition')) return [];
    const [first] = create.elements;
    const newline = lineBreakOf(text);
    return [
      {
        title: `Declare the columns of ${file.slice(file.lastIndexOf('/') + 1)}`,
        edits: () => {
          const list = declared(meaning.relation, newline);
          return [
            first
              ? { span: before(spanOf(first).start), text: `${newline}${list},${newline}  ` }
              : { span: before(spanOfProperty(create, 'name').end), text: ` (${newline}${list}${newline})` },
          ];
        },
      },
    ];
  },
});

const declared = ({ columns }: Relation, newline: string): string => columnList(columns).replaceAll('\n', newline);
