/**
 * Cuts a job's plan where rows meet by another key than the one before: what is below goes through a topic of the job's own,
 * under that key, so that what meets there is in one task.
 */
import { changesOf } from '../changes.ts';
import { type FailureRules, inputsOf, type Plan, type PlanNode, type PlanQuery } from '../plan.ts';
import { driftOf } from '../state.ts';
import { meetingAt } from '../tasks/obstacles.ts';
import { partsOf, unitsOf } from '../tasks/units.ts';
import { widthOf } from '../width.ts';
import { type ExchangeKey, exchangeKeys } from './exchange-keys.ts';

/**
 * The same plan where nothing is to be cut, or not all of a part of it could be worked on apart then.
 * @param group its topics' names begin with
 */
export function staged(plan: Plan, group: string): Plan {
  if (plan.bounded) return plan;
  const queries = partsOf(plan).flatMap((part): readonly PlanQuery[] => {
    const own = { ...plan, queries: part };
    const isWhole = unitsOf(own).some(({ each }) => each === 'all');
    if (!isWhole || driftOf(own) !== undefined || !part.every(({ root }) => canBeCut(root))) return part;
    const cut = cutOf(part, group);
    return unitsOf({ ...plan, queries: cut }).some(({ each }) => each === 'all') ? part : cut;
  });
  return queries.length === plan.queries.length ? plan : { ...plan, queries };
}

/** The topics that stages send their rows through. */
export const stageTopics = ({ queries }: Plan): readonly string[] =>
  queries.flatMap(({ sends, output }) => (sends ? [output.topic] : []));

/** What asks for more of its input than rows and their watermark. */
function canBeCut(node: PlanNode): boolean {
  if (node.node === 'as-of-join' || node.node === 'apply' || node.node === 'in-time') return false;
  if (node.node === 'table-join' && node.inTime) return false;
  if (node.node === 'project' && node.eventTime !== undefined) return false;
  if (node.node === 'event-time' && node.input.node !== 'scan') return false;
  return inputsOf(node).every(canBeCut);
}

function cutOf(part: readonly PlanQuery[], group: string): readonly PlanQuery[] {
  const made: PlanQuery[] = [];
  const byName = new Map<string, PlanQuery>();
  for (const query of part) {
    let stages = 0;
    const send = (input: PlanNode, key: ExchangeKey): PlanNode => {
      const name = `${query.name}-repartition-${++stages}`;
      const topic = `${group}-${name}`.replace(/[^\w.-]/g, '_');
      const { by, declared } = key;
      made.push({
        name,
        statement: query.statement,
        bare: false,
        local: false,
        root: input,
        output: { topic, kind: 'stream', columns: [], decimalAsString: false },
        sends: by,
        stageOf: query.name,
        ...(query.failure ? { failure: query.failure } : {}),
      });
      const failures = Object.fromEntries(failuresOf(input, byName));
      return {
        node: 'received',
        topic,
        width: widthOf(input),
        key: by,
        declared,
        changes: changesOf(input),
        ...(Object.keys(failures).length > 0 ? { failures } : {}),
      };
    };
    const cut = (node: PlanNode): PlanNode => {
      const given = withInputs(node, inputsOf(node).map(cut));
      if (meetingAt(given, byName).meet !== 'all') return given;
      const keys = exchangeKeys(given);
      return keys
        ? withInputs(
            given,
            inputsOf(given).map((input, i) => send(input, keys[i]!)),
          )
        : given;
    };
    const root = cut(query.root);
    const whole = { ...query, root };
    byName.set(query.name, whole);
    made.push(whole);
  }
  return made;
}

/** What the sources of these rows say of records that fail. */
function failuresOf(
  node: PlanNode,
  queries: ReadonlyMap<string, PlanQuery>,
): readonly (readonly [topic: string, rules: FailureRules])[] {
  if (node.node === 'scan') return node.failure ? [[node.topic, node.failure]] : [];
  if (node.node === 'received') return Object.entries(node.failures ?? {});
  if (node.node === 'reference') return failuresOf(queries.get(node.query)!.root, queries);
  return inputsOf(node).flatMap(input => failuresOf(input, queries));
}

function withInputs(node: PlanNode, inputs: readonly PlanNode[]): PlanNode {
  if ('inputs' in node) return { ...node, inputs };
  return 'input' in node ? { ...node, input: inputs[0]! } : node;
}
