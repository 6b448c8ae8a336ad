/** The properties that configuration files give the relations of a file of SQL, as lines of `config explain`. */
import { placeOf } from '../../src/language/properties/place-of.ts';
import { configuredIn } from '../../src/language/properties/said.ts';
import { propertiesOf } from '../../src/language/rules/sql/statement-text.ts';
import { Workspace } from '../../src/language/workspace/workspace.ts';
import type { Io } from '../io.ts';
import { lineOf } from '../kubernetes/deploying/place.ts';
import { readConfigFiles } from './config-files.ts';
import { isSecret } from './secret-keys.ts';
import type { SqlText } from './sql-text.ts';

export interface ExplainedProperty {
  /** As it is called in SQL, or the statement's place where a plain key is about all that it reads and writes. */
  readonly relation: string;
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** Throws FileError. */
export async function explainedProperties({ name, text }: SqlText, io: Io): Promise<readonly ExplainedProperty[]> {
  const workspace = new Workspace({ bounded: false });
  workspace.setFile(name, text);
  await readConfigFiles(workspace, name, io);
  const { statements } = workspace.analysis(name)!;
  return statements.flatMap(({ meaning, syntax, offset, span }) => {
    const statement = syntax.statement;
    const made = meaning?.kind === 'source' ? meaning.relation.name : meaning?.kind === 'query' ? meaning.target : '';
    const here = `${name}:${lineOf(text, span.start)}`;
    const said = configuredIn(meaning).map(one => ({
      of: (one.of || made).toLowerCase(),
      key: one.property.key,
      value: one.value,
      origin: `${one.file}:${one.line}`,
      counts: one.counts,
    }));
    return [...Map.groupBy(said, ({ of, key }) => placeOf(of, key)).values()].map(some => {
      const { of, key } = some[0]!;
      const [inSql] = statement
        ? propertiesOf(statement, key).filter(one => (one.of || made).toLowerCase() === of || one.of === '')
        : [];
      const written = inSql && {
        value: inSql.text,
        origin: `${name}:${lineOf(text, offset + inSql.span.start)} (WITH)`,
      };
      const holds = some.find(({ counts }) => counts) ?? written ?? some[0]!;
      const shown = (value: string): string => (isSecret(key) ? '(secret)' : value);
      const others = some.filter(one => one !== holds).map(one => `instead of ${shown(one.value)} from ${one.origin}`);
      return {
        relation: of === '' ? here : of,
        key,
        value: shown(holds.value),
        origin: [holds.origin, ...others].join('; '),
      };
    });
  });
}
