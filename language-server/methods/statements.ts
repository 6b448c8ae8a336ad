/** ferris/statements: where the statements are, which of them can be run, and what they read and write. */
import { readsOf } from '../../src/compiler/deploy/reads.ts';
import type { BoundStatement, BoundValues, Relation } from '../../src/language/names/bound.ts';
import type { Method } from '../method.ts';
import { type RelationEntry, STATEMENTS_REQUEST, type StatementsParams, type StatementsResult } from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

export const statementsMethod: Method = {
  start({ connection, ask }) {
    connection.onRequest(STATEMENTS_REQUEST, ({ textDocument }: StatementsParams) =>
      ask(textDocument.uri, { version: 0, statements: [] }, statements),
    );
  },
};

function statements(snapshot: Snapshot): StatementsResult {
  return {
    version: snapshot.version,
    statements: snapshot.analysis.statements.map(({ index, span, piece, runnable, kind, name, meaning }) => ({
      index,
      range: toRange(snapshot, span),
      whole: toRange(snapshot, piece.span),
      runnable,
      kind,
      ...(name === undefined ? {} : { name }),
      ...(meaning?.kind === 'values' ? flowOfValues(meaning, snapshot) : flowOf(meaning)),
    })),
  };
}

interface Flow {
  readonly inputs: readonly RelationEntry[];
  readonly outputs: readonly RelationEntry[];
}

const flows = new WeakMap<BoundStatement, Flow>();

/** The same object for as long as the statement means the same. */
function flowOf(meaning: BoundStatement | undefined): Flow {
  if (!meaning) return NONE;
  const flow = flows.get(meaning) ?? readFlow(meaning);
  flows.set(meaning, flow);
  return flow;
}

const NONE: Flow = { inputs: [], outputs: [] };

function readFlow(meaning: BoundStatement): Flow {
  switch (meaning.kind) {
    case 'query': {
      const { target, topic, outputKind, bare } = meaning;
      return {
        inputs: readsOf(meaning).relations.map(entryOf),
        outputs: bare ? [] : [{ name: target, topic, kind: outputKind }],
      };
    }
    // It reads what the statement would, and writes nothing.
    case 'explain':
      return { inputs: readFlow(meaning.statement).inputs, outputs: [] };
    default:
      return NONE;
  }
}

/** What is only named here is declared elsewhere, with its topic. */
function flowOfValues({ target }: BoundValues, { project, document }: Snapshot): Flow {
  const known = project.workspace.environmentOf(document.uri).relation(target);
  const output = known && known !== 'cycle' ? entryOf(known) : { name: target, topic: target, kind: 'stream' as const };
  return { inputs: [], outputs: [output] };
}

const entryOf = ({ name, topic, kind }: Relation): RelationEntry => ({ name, topic, kind });
