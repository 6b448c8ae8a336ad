/** The deployments of a file: one for each set of hints that holds for some of its statements, with the SQL it runs. */
import type { Analysis, Statement } from '../../language/analyze.ts';
import { attachHints, type HintScope } from '../../language/hints/attach.ts';
import type { BoundWrite } from '../../language/names/bound.ts';
import { relationOf } from '../../language/names/query/relation-of.ts';
import { declareColumns } from '../../language/schemas/declare-columns.ts';
import type { Diagnostic } from '../../language/text/diagnostic.ts';
import { buildSpec } from './build-spec.ts';
import { effectiveHints, type OutsideHints } from './effective-hints.ts';
import { deploymentName } from './names.ts';
import { readsOf } from './reads.ts';
import type { DeploymentSpec } from './spec.ts';

export interface DeployRequest {
  /** Name of the SQL file, with or without its folder. */
  readonly file: string;
  readonly text: string;
  readonly analysis: Analysis;
  readonly outside?: OutsideHints;
}

export interface Deployments {
  /** In the order of their first statements. */
  readonly specs: readonly DeploymentSpec[];
  /** `deploy/…`: names that collide, statements that cannot be deployed. */
  readonly findings: readonly Diagnostic[];
}

interface Group {
  readonly scope: HintScope;
  readonly statements: Statement[];
}

/** Statements with errors are left out: their findings are the analysis'. */
export function deploymentsOf({ file, text, analysis, outside = {} }: DeployRequest): Deployments {
  const { scopes } = attachHints(analysis.pieces);
  const groups = new Map<string, Group>();
  for (const scope of scopes) {
    const statement = analysis.statements.find(one => one.piece === scope.piece && writeOf(one));
    if (!statement) continue;
    const key = JSON.stringify(effectiveHints(scope, outside).map(({ key: name, value }) => [name, value]));
    const group = groups.get(key);
    if (group) group.statements.push(statement);
    else groups.set(key, { scope, statements: [statement] });
  }
  const findings: Diagnostic[] = [];
  const named = new Map<string, Statement>();
  const base = deploymentName(file.split(/[\\/]/).at(-1)!);
  const specs = [...groups.values()].map(group => {
    const spec = specOf(group, { file, text, analysis, outside }, base, groups.size > 1);
    const first = group.statements[0]!;
    const other = named.get(spec.name);
    if (other)
      findings.push({
        rule: 'deploy/same-name',
        severity: 'error',
        span: first.span,
        message: `two deployments of this file are called '${spec.name}': these statements have different hints`,
        help: 'name one of them: -- @ferris:container.name=…, or START JOB name AS …',
        related: [{ span: other.span, message: 'the other one' }],
      });
    else named.set(spec.name, first);
    return spec;
  });
  return { specs, findings };
}

const writeOf = ({ bound }: Statement): BoundWrite | undefined => (bound?.kind === 'query' ? bound : undefined);

function specOf(
  { scope, statements }: Group,
  { file, text, analysis, outside }: Required<DeployRequest>,
  base: string,
  several: boolean,
): DeploymentSpec {
  const writes = statements.map(one => writeOf(one)!);
  const reads = writes.map(readsOf);
  const own = new Set(writes.map(({ target }) => target));
  const relations = reads.flatMap(one => one.relations);
  const [job] = writes.flatMap(one => one.job ?? []);
  const [first] = writes;
  const name = job
    ? deploymentName(job.name)
    : several && first && !first.bare
      ? deploymentName(`${base}-${first.target}`)
      : base;
  return buildSpec({
    hints: effectiveHints(scope, outside),
    name,
    source: {
      file: file.split(/[\\/]/).at(-1)!,
      sql: sqlOf(
        statements,
        relations.map(({ name: one }) => one),
        text,
        analysis,
      ),
      queries: writes.map(({ target }) => target),
      inputTopics: distinct(relations.filter(one => !own.has(one.name)).map(({ topic }) => topic)),
      outputTopics: distinct(writes.filter(({ bare }) => !bare).map(({ topic }) => topic)),
      stateful: reads.some(one => one.stateful),
    },
  });
}

const distinct = (items: readonly string[]): readonly string[] => [...new Set(items)];

/** All declarations and the given statements; what another deployment writes and these read is declared by its topic. */
function sqlOf(chosen: readonly Statement[], read: readonly string[], text: string, analysis: Analysis): string {
  const parts = analysis.statements.flatMap(statement => {
    const write = writeOf(statement);
    if (!write || chosen.includes(statement)) return [text.slice(statement.span.start, statement.span.end).trimEnd()];
    return read.includes(write.target) && !own(chosen, write.target) ? [declarationOf(write)] : [];
  });
  return parts.map(part => `${part.replace(/;$/, '')};\n`).join('\n');
}

const own = (chosen: readonly Statement[], target: string): boolean =>
  chosen.some(one => writeOf(one)?.target === target);

function declarationOf(write: BoundWrite): string {
  const { name, kind, columns, open, primaryKey, time, topic } = relationOf(
    write.target,
    write.outputKind,
    write.topic,
    write.query,
  );
  const key = kind === 'table' && primaryKey.length > 0 ? `,\n  PRIMARY KEY (${primaryKey.join(', ')})` : '';
  const properties = {
    topic,
    format: 'json',
    ...(time.boundMs > 0 ? { 'watermark.max_out_of_orderness': `${time.boundMs}ms` } : {}),
  };
  const list = Object.entries(properties).map(([property, value]) => `'${property}' = '${value}'`);
  return [
    `CREATE ${kind === 'table' ? 'TABLE' : 'STREAM'} ${name}`,
    open ? '' : ` (\n${declareColumns(columns)}${key}\n)`,
    ` WITH (${list.join(', ')})`,
  ].join('');
}
