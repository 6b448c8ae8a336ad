/** The schema and configuration files that a deployment's statements name, with what these import, each at its place beside the SQL in the pods. */
import type { Statement } from '../../language/analyze.ts';
import { configuredIn } from '../../language/properties/said.ts';
import { propertiesOf } from '../../language/rules/sql/statement-text.ts';
import type { Diagnostic } from '../../language/text/diagnostic.ts';
import type { Span } from '../../language/text/span.ts';
import { schemaPath } from '../../language/workspace/schema-files.ts';
import type { SchemaFile } from './spec.ts';

/** The properties that name such files. */
export const SCHEMA_FILE_PROPERTIES = ['schema.file', 'key.schema.file'] as const;

/** A statement of the deployment's SQL. */
export interface Naming {
  readonly statement: Statement;
  /** Only these, as they are written, are named in what stands there for it; absent: all. */
  readonly only?: readonly string[];
}

export interface SchemaFilesFound {
  /** Each place once, in the order of the text. */
  readonly files: readonly SchemaFile[];
  readonly findings: readonly Diagnostic[];
}

/** @param taken files of the pods that have their places already */
export function schemaFilesOf(namings: readonly Naming[], taken: readonly string[]): SchemaFilesFound {
  const texts = new Map<string, string>();
  const findings: Diagnostic[] = [];
  const wrong = (span: Span, message: string, help: string): void => {
    findings.push({ rule: 'deploy/schema-file', severity: 'error', span, message, help });
  };
  const put = (path: string, text: string, span: Span): void => {
    const other = [...taken, ...texts.keys()].find(one => collide(one, path));
    if (leaves(path)) wrong(span, `${OUTSIDE} '${path}'`, BESIDE);
    else if (other !== undefined && !(texts.has(path) && texts.get(path) === text))
      wrong(
        span,
        other === path
          ? `two files would be '${path}' beside the SQL in the pods`
          : `'${path}' and '${other}' cannot both stand beside the SQL in the pods: one is a folder of the other`,
        'give one of them another name',
      );
    else texts.set(path, text);
  };
  for (const { statement, only } of namings) {
    if (only) continue;
    for (const { written, text, span } of configuredBy(statement)) {
      const place = { start: span.start + statement.offset, end: span.end + statement.offset };
      put(schemaPath('', written), text, place);
    }
  }
  for (const { written, span, statement } of namedIn(namings)) {
    const path = schemaPath('', written);
    if (leaves(path)) {
      wrong(span, `${OUTSIDE} '${written}'`, BESIDE);
      continue;
    }
    const folder = path.split('/').slice(0, -1);
    for (const read of statement.schemaFiles.filter(one => one.written === written)) {
      put(path, read.text, span);
      for (const { path: imported, text, above } of read.imports) {
        // What is found above the SQL's folder is looked for last in that folder itself.
        const root = folder.slice(0, Math.max(0, folder.length - above));
        put(schemaPath('', [...root, imported].join('/')), text, span);
      }
    }
  }
  return { files: [...texts].map(([path, text]) => ({ path, text })), findings };
}

const OUTSIDE = 'pods have the folder of the SQL file and nothing outside of it, as this file is:';
const BESIDE = 'put it beside the SQL file or in a folder there, and name it by its path from there';

interface Named {
  readonly written: string;
  /** In the file. */
  readonly span: Span;
  readonly statement: Statement;
}

const namedIn = (namings: readonly Naming[]): readonly Named[] =>
  namings.flatMap(({ statement, only }) => {
    const { syntax, offset } = statement;
    const tree = syntax.statement;
    if (!tree) return [];
    const inSql = SCHEMA_FILE_PROPERTIES.flatMap(key => propertiesOf(tree, key));
    const inFiles = configuredIn(statement.meaning)
      .filter(({ property, counts }) => counts && SCHEMA_FILE_PROPERTIES.some(key => key === property.key))
      .map(({ value, span }) => ({ text: value, span }));
    return [...inSql, ...inFiles].flatMap(({ text: written, span }) =>
      // Which file a variable means is known to nobody here; that it may not stand there has been told.
      written === '' || written.includes('${') || (only && !only.includes(written))
        ? []
        : [{ written, span: { start: span.start + offset, end: span.end + offset }, statement }],
    );
  });

/** The configuration files that it names, with what these extend. */
const configuredBy = ({ meaning }: Statement) =>
  (meaning?.kind === 'source' || meaning?.kind === 'query' ? meaning.configured?.files : undefined) ?? [];

/** Paths of volumes may not begin with two dots either. */
const leaves = (path: string): boolean =>
  path.startsWith('..') || path.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(path);

const collide = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
