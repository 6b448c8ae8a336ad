/** ferris/lineage: where the columns that a document's statements put out come from, through all files. */

import type { Statement } from '../../src/language/analyze.ts';
import { lineagesOf, writeIn } from '../../src/language/assist/lineage/across.ts';
import { declarationOf } from '../../src/language/assist/lineage/declaration.ts';
import type { Lineages } from '../../src/language/assist/lineage/lineage.ts';
import type { Origin } from '../../src/language/assist/lineage/origin.ts';
import type { BoundWrite } from '../../src/language/names/bound.ts';
import { shift } from '../../src/language/text/span.ts';
import { typeText } from '../../src/language/types/sql-type.ts';
import type { Method } from '../method.ts';
import {
  LINEAGE_REQUEST,
  type LineageParams,
  type LineageResult,
  type LineageSource,
  type LineageStatement,
  type ProtocolPlace,
} from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { rangeIn, toRange } from '../translate.ts';

export const lineageMethod: Method = {
  start({ connection, ask }) {
    connection.onRequest(LINEAGE_REQUEST, (params: LineageParams) =>
      ask(params.textDocument.uri, { version: 0, statements: [] }, snapshot => lineage(snapshot, params)),
    );
  },
};

function lineage(snapshot: Snapshot, { statement }: LineageParams): LineageResult {
  const { analysis, version } = snapshot;
  const asked = statement === undefined ? analysis.statements : analysis.statements.slice(statement, statement + 1);
  const all = lineagesOf(snapshot.project.workspace);
  return {
    version,
    statements: asked.flatMap(one => {
      const write = one.meaning && writeIn(one.meaning);
      return write ? [entryOf(one, write, all, snapshot)] : [];
    }),
  };
}

function entryOf({ index, offset }: Statement, write: BoundWrite, all: Lineages, snapshot: Snapshot): LineageStatement {
  const { columns, filters } = all.of({ write, path: snapshot.document.uri });
  const sources = (origins: readonly Origin[]): LineageSource[] => origins.map(one => sourceOf(one, snapshot));
  return {
    statement: index,
    name: write.target,
    columns: columns.map(({ item, origins }) => {
      const { name, expression, span, spread } = write.query.items[item]!;
      return {
        name: spread ? '*' : name,
        type: typeText(expression.type),
        range: toRange(snapshot, shift(span, offset)),
        sources: sources(origins),
      };
    }),
    filters: sources(filters),
  };
}

function sourceOf({ relation, path, column, how, via }: Origin, { project }: Snapshot): LineageSource {
  const found = project.workspace.declaring(relation.name, path);
  const document = found && project.document(found.path);
  const span = found && declarationOf(found.statement, column);
  const declared: ProtocolPlace | undefined =
    document && span ? { uri: document.uri, range: rangeIn(document, span) } : undefined;
  return {
    relation: relation.name,
    topic: relation.topic,
    column,
    how,
    via,
    ...(declared ? { declared } : {}),
  };
}
