/** The deployments of a file: one for each set of hints that holds for some of its statements, with the SQL it runs. */
import type { Analysis, Statement } from '../../language/analyze.ts';
import { attachHints } from '../../language/hints/attach.ts';
import { findHint } from '../../language/hints/catalogue.ts';
import { expandVariables } from '../../language/hints/expand.ts';
import type { BoundWrite, Relation } from '../../language/names/bound.ts';
import { relationOf } from '../../language/names/query/relation-of.ts';
import { format } from '../../language/properties/catalogue/format.ts';
import { schema } from '../../language/properties/catalogue/schema.ts';
import { saidOf } from '../../language/properties/said.ts';
import { declareColumns } from '../../language/schemas/declare-columns.ts';
import type { Diagnostic } from '../../language/text/diagnostic.ts';
import type { Span } from '../../language/text/span.ts';
import { buildSpec } from './build-spec.ts';
import { connectionsOf } from './connections.ts';
import { CONFIG_FILE, sqlFileOf } from './container-contract.ts';
import { type EffectiveHint, effectiveHints, type OutsideHints } from './effective-hints.ts';
import { localFiles } from './local-files.ts';
import { deploymentName } from './names.ts';
import { readsOf } from './reads.ts';
import { type Naming, SCHEMA_FILE_PROPERTIES, schemaFilesOf } from './schema-files.ts';
import type { DeploymentSpec } from './spec.ts';

export interface DeployRequest {
  /** Name of the SQL file, with or without its folder. */
  readonly file: string;
  readonly text: string;
  readonly analysis: Analysis;
  readonly outside?: OutsideHints;
  /** Values of the environment, for `${VARIABLE}` in hints. */
  readonly variable?: (name: string) => string | undefined;
  /** Only the deployment that runs this statement, by its index; absent: all. */
  readonly statement?: number;
}

export interface Deployments {
  /** In the order of their first statements. */
  readonly specs: readonly DeploymentSpec[];
  /** Where the first statement of each one stands. */
  readonly places: readonly Span[];
  /** Which statements each one runs, by their index. */
  readonly statements: readonly (readonly number[])[];
  /** `deploy/…`: names that collide, statements that cannot be deployed. */
  readonly findings: readonly Diagnostic[];
}

interface Group {
  readonly hints: readonly EffectiveHint[];
  readonly statements: Statement[];
}

interface Grouped {
  readonly groups: readonly Group[];
  /** Of variables in hints. */
  readonly findings: readonly Diagnostic[];
}

/** An editor asks for one statement after another: groups stay while the same things from outside hold. */
const knownGroups = new WeakMap<Analysis, { readonly outside: OutsideHints | undefined; readonly grouped: Grouped }>();

function groupsOf(request: DeployRequest): Grouped {
  const { analysis, outside, variable } = request;
  if (variable) return group(request);
  const known = knownGroups.get(analysis);
  if (known && known.outside === outside) return known.grouped;
  const grouped = group(request);
  knownGroups.set(analysis, { outside, grouped });
  return grouped;
}

function group({ analysis, outside = {}, variable = () => undefined }: DeployRequest): Grouped {
  const { scopes } = attachHints(analysis.pieces);
  const groups = new Map<string, Group>();
  const findings: Diagnostic[] = [];
  const writers = new Map(analysis.statements.filter(writeOf).map(one => [one.piece, one]));
  /** Groups by what is written: the same lines amount to the same hints. */
  const asWritten = new Map<string, Group>();
  for (const scope of scopes) {
    const statement = scope.piece && writers.get(scope.piece);
    if (!statement) continue;
    const written = JSON.stringify([...scope.effective].map(([key, { value }]) => [key, value]).sort());
    const known = written.includes('${') ? undefined : asWritten.get(written);
    if (known) {
      known.statements.push(statement);
      continue;
    }
    const hints = effectiveHints(scope, outside).map(hint => expanded(hint, statement, variable, findings));
    const key = JSON.stringify(hints.map(({ key: name, value }) => [name, value]));
    const of = groups.get(key) ?? { hints, statements: [] };
    of.statements.push(statement);
    groups.set(key, of);
    asWritten.set(written, of);
  }
  return { groups: [...groups.values()], findings };
}

/** Statements with errors are left out: their findings are the analysis'. */
export function deploymentsOf(request: DeployRequest): Deployments {
  const { groups, findings: ofHints } = groupsOf(request);
  const findings: Diagnostic[] = [...ofHints];
  const named = new Map<string, Statement>();
  const base = deploymentName(request.file.split(/[\\/]/).at(-1)!);
  const wanted = groups.filter(
    one => request.statement === undefined || one.statements.some(({ index }) => index === request.statement),
  );
  const specs = wanted.map(one => {
    const { spec, findings: ofFiles } = withSchemaFiles(specOf(one, request, base, groups.length > 1), one, request);
    findings.push(...ofFiles);
    const first = one.statements[0]!;
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
  return {
    specs,
    places: wanted.map(({ statements }) => statements[0]!.span),
    statements: wanted.map(({ statements }) => statements.map(({ index }) => index)),
    findings: distinctFindings(findings),
  };
}

/** The hint with the values of its variables; what is wrong with them is told where the hint is written, else at the statement. */
function expanded(
  hint: EffectiveHint,
  { span: statement }: Statement,
  variable: (name: string) => string | undefined,
  findings: Diagnostic[],
): EffectiveHint {
  if (!hint.value.includes('${')) return hint;
  const span = hint.span ?? statement;
  const result = expandVariables(hint.value, variable);
  if (!result.ok) {
    findings.push({
      rule: 'deploy/unset-variable',
      severity: 'error',
      span,
      message: `${hint.key} needs the variable ${result.variable}, which is not set${result.message ? `: ${result.message}` : ''}`,
      help: `set it, or give it a default: \${${result.variable}:-…}`,
    });
    return hint;
  }
  const value = result.value.trim();
  const checked = findHint(hint.key)!.entry.type.check(value);
  if (!checked.ok)
    findings.push({ rule: 'deploy/wrong-value', severity: 'error', span, message: `${hint.key} ${checked.message}` });
  return { ...hint, value };
}

/** A hint of the file holds for several statements, and is told once. */
const distinctFindings = (findings: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(findings.map(one => [`${one.rule} ${one.span.start} ${one.message}`, one])).values(),
];

const writeOf = ({ bound }: Statement): BoundWrite | undefined => (bound?.kind === 'query' ? bound : undefined);

function specOf(
  { hints, statements }: Group,
  { file, text, analysis, variable = () => undefined }: DeployRequest,
  base: string,
  several: boolean,
): DeploymentSpec {
  const writes = statements.map(one => writeOf(one)!);
  const reads = writes.map(readsOf);
  const relations = reads.flatMap(one => one.relations);
  const [job] = writes.flatMap(one => one.job ?? []);
  const [first] = writes;
  const name = job
    ? deploymentName(job.name)
    : several && first && !first.bare
      ? deploymentName(`${base}-${first.target}`)
      : base;
  return buildSpec({
    hints,
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
      ...connectionsOf({ statements, writes, relations, analysis, variable }),
      stateful: reads.some(one => one.stateful),
      changelog: statements.every(one => propertyOfStatement(one, 'state.changelog') !== 'false'),
      partitions: leastPartitions(relations, analysis),
      quiet: longest(reads.map(({ quiet }) => quiet)),
      keptMs: reads.map(one => one.keptMs ?? 0).reduce((a, b) => Math.max(a, b), 0) || undefined,
    },
  });
}

/** With the schema files that its SQL names, and why some of them cannot be there. */
function withSchemaFiles(
  spec: DeploymentSpec,
  { statements }: Group,
  { analysis }: DeployRequest,
): { readonly spec: DeploymentSpec; readonly findings: readonly Diagnostic[] } {
  const read = new Set(statements.flatMap(one => readsOf(writeOf(one)!).relations.map(({ name }) => name)));
  const namings = analysis.statements.flatMap((statement): readonly Naming[] => {
    const part = partOf(statement, statements, read);
    if (part !== 'declared') return part === 'none' ? [] : [{ statement }];
    const said = encodingOf(writeOf(statement)!.target, statement);
    return [{ statement, only: SCHEMA_FILE_PROPERTIES.flatMap(key => said[key] ?? []) }];
  });
  const { files, findings: ofSchemas } = schemaFilesOf(namings, [sqlFileOf(spec), CONFIG_FILE]);
  const onDisks = statements.flatMap(one => localFiles(one, readsOf(writeOf(one)!).relations));
  const findings = [...ofSchemas, ...new Map(onDisks.map(one => [one.message, one])).values()];
  if (files.length === 0) return { spec, findings };
  return { spec: { ...spec, source: { ...spec.source, schemaFiles: files } }, findings };
}

const propertyOfStatement = (statement: Statement, key: string): string | undefined => saidOf(statement, key)[0]?.text;

const longest = (quiet: readonly (number | 'unbounded')[]): number | 'unbounded' | undefined =>
  quiet.includes('unbounded') ? 'unbounded' : Math.max(0, ...quiet.filter(one => one !== 'unbounded')) || undefined;

/** As the sources say; what they do not say is not known without asking the brokers. */
function leastPartitions(relations: readonly Relation[], analysis: Analysis): number | undefined {
  const names = new Set(relations.map(({ name }) => name));
  const counts = analysis.statements.flatMap(statement => {
    if (statement.bound?.kind !== 'source' || !names.has(statement.bound.relation.name)) return [];
    const count = Number(propertyOfStatement(statement, 'partitions') ?? Number.NaN);
    return Number.isSafeInteger(count) && count > 0 ? [count] : [];
  });
  return counts.length === 0 ? undefined : Math.min(...counts);
}

/** All declarations and the given statements; what another deployment writes and these read is declared by its topic. */
function sqlOf(chosen: readonly Statement[], read: readonly string[], text: string, analysis: Analysis): string {
  const names = new Set(read);
  const parts = analysis.statements.flatMap(statement => {
    const part = partOf(statement, chosen, names);
    if (part === 'whole') return [text.slice(statement.span.start, statement.span.end).trimEnd()];
    return part === 'declared' ? [declarationOf(writeOf(statement)!, statement)] : [];
  });
  return parts.map(part => `${part.replace(/;$/, '')};\n`).join('\n');
}

/** What a deployment's SQL has of a statement: itself, or a declaration of the topic that another deployment writes. */
function partOf(
  statement: Statement,
  chosen: readonly Statement[],
  read: ReadonlySet<string>,
): 'whole' | 'declared' | 'none' {
  const write = writeOf(statement);
  if (!write || chosen.includes(statement)) return 'whole';
  return read.has(write.target) && !own(chosen, write.target) ? 'declared' : 'none';
}

const own = (chosen: readonly Statement[], target: string): boolean =>
  chosen.some(one => writeOf(one)?.target === target);

/** What a statement says of how its records are encoded. */
function encodingOf(target: string, statement: Statement): Record<string, string> {
  const said: Record<string, string> = {};
  for (const { key, runs, of: side } of [...format.properties, ...schema.properties])
    for (const { of, text } of saidOf(statement, key))
      if (runs && side !== 'output' && (of === '' || of.toLowerCase() === target.toLowerCase())) said[key] = text;
  return said;
}

function declarationOf(write: BoundWrite, statement: Statement): string {
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
    ...encodingOf(write.target, statement),
    ...(time.boundMs > 0 ? { 'watermark.max_out_of_orderness': `${time.boundMs}ms` } : {}),
  };
  const list = Object.entries(properties).map(
    ([property, value]) => `'${property}' = '${value.replaceAll("'", "''")}'`,
  );
  return [
    `CREATE ${kind === 'table' ? 'TABLE' : 'STREAM'} ${name}`,
    open ? '' : ` (\n${declareColumns(columns)}${key}\n)`,
    ` WITH (${list.join(', ')})`,
  ].join('');
}
