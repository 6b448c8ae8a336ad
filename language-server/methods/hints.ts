/** ferris/hints, ferris/changeHints, ferris/generateHints: the hints of a statement as a form shows and changes them. */
import {
  editHints,
  firstBlock,
  type HintChange,
  type HintEdit,
  valueProblem,
  workloadHints,
} from '../../src/language/assist/hint-form/edits.ts';
import { type HintForm, hintForm } from '../../src/language/assist/hint-form/form.ts';
import { WORKLOADS, type Workload } from '../../src/language/hints/define.ts';
import { hintTemplate } from '../../src/language/hints/template.ts';
import { outsideOf } from '../deployments.ts';
import type { Method } from '../method.ts';
import {
  CHANGE_HINTS_REQUEST,
  type ChangeHintsParams,
  GENERATE_HINTS_REQUEST,
  type GenerateHintsParams,
  HINTS_REQUEST,
  type HintEditsResult,
  type HintsParams,
  type HintsResult,
} from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

export const hintsMethod: Method = {
  start({ connection, ask }) {
    connection.onRequest(HINTS_REQUEST, (params: HintsParams) =>
      ask(params.textDocument.uri, NO_FORM, snapshot => form(snapshot, params.statement)),
    );
    connection.onRequest(CHANGE_HINTS_REQUEST, (params: ChangeHintsParams) =>
      ask(params.textDocument.uri, NO_EDITS, snapshot => change(snapshot, params)),
    );
    connection.onRequest(GENERATE_HINTS_REQUEST, (params: GenerateHintsParams) =>
      ask(params.textDocument.uri, NO_EDITS, snapshot => generate(snapshot, params)),
    );
  },
};

const NO_FORM: HintsResult = { version: 0, title: '', wholeFile: false, categories: [] };
const NO_EDITS: HintEditsResult = { version: 0, edits: [], problem: 'the document is not open' };

const formOf = (snapshot: Snapshot, statement: number | undefined): HintForm =>
  hintForm(snapshot.text, snapshot.analysis, statement, outsideOf(snapshot).settings ?? {});

function form(snapshot: Snapshot, asked: number | undefined): HintsResult {
  const { place: _, statement, ...shown } = formOf(snapshot, asked);
  return { version: snapshot.version, ...shown, ...(statement === undefined ? {} : { statement }) };
}

function change(snapshot: Snapshot, params: ChangeHintsParams): HintEditsResult {
  const { place } = formOf(snapshot, params.statement);
  const changes = params.changes.map(
    ({ key, value }): HintChange => ({ key: key.trim(), value: value === null ? undefined : value.trim() }),
  );
  const problem = changes.map(valueProblem).find(one => one !== undefined);
  return answer(snapshot, problem === undefined ? editHints(snapshot.text, place, changes) : [], problem);
}

/** Where nothing is written, the commented template; else what is missing joins what is there. */
function generate(snapshot: Snapshot, { statement, workload }: GenerateHintsParams): HintEditsResult {
  if (!isWorkload(workload)) return answer(snapshot, [], `there is no workload '${workload}'`);
  const { place } = formOf(snapshot, statement);
  if (place.lines.length === 0) return answer(snapshot, firstBlock(snapshot.text, place, hintTemplate(workload)));
  const written = new Set(place.lines.map(({ key }) => key));
  const changes = workloadHints(workload).filter(({ key }) => key === 'workload' || !written.has(key));
  return answer(snapshot, editHints(snapshot.text, place, changes));
}

const isWorkload = (name: string): name is Workload => WORKLOADS.some(one => one === name);

const answer = (snapshot: Snapshot, edits: readonly HintEdit[], problem?: string): HintEditsResult => ({
  version: snapshot.version,
  edits: edits.map(({ span, text }) => ({ range: toRange(snapshot, span), newText: text })),
  ...(problem === undefined ? {} : { problem }),
});
