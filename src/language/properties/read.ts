/** Reads the WITH blocks of one statement: which key belongs to which relation, and what is unknown. */
import type * as ast from '../grammar/generated/ast.ts';
import { spanOfProperty } from '../grammar/parse.ts';
import type { Later } from '../names/bound.ts';
import type { Reporter } from '../names/report.ts';
import { keyOf, nameOf, stringOf } from '../names/text-of.ts';
import type { Span } from '../text/span.ts';
import { findProperty, isLaterValue, type PropertyEntry } from './catalogue.ts';
import { checkSecret, checkValue, reportUnknown } from './check.ts';
import { fillIn } from './config-file/apply.ts';
import type { ConfiguredBy, FindConfig } from './config-file/chain.ts';
import { placeOf } from './place-of.ts';

export interface PropertyValue {
  readonly text: string;
  /** Of what a configuration file says, that of the file's name. */
  readonly span: Span;
  /** What stands in a configuration file. */
  readonly fromFile?: true;
}

/** Names that a key may begin with. */
export interface PropertyScope {
  /** What CREATE makes: plain keys are about it. */
  readonly created: string | undefined;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** One of `writes` that is a job's name, as the job writes to the topic of its name. */
  readonly job?: string;
}

export interface StatementProperties {
  /** What CREATE makes: plain keys are about it. */
  readonly created: string | undefined;
  /** `'<relation>.key'` if there is one, else the plain key. */
  of(relation: string, key: string): PropertyValue | undefined;
  /** `'<relation>.key'` alone. */
  about(relation: string, key: string): PropertyValue | undefined;
  /** The plain key. */
  plain(key: string): PropertyValue | undefined;
  /** The plain key, asked also from within CTEs and subqueries: of what holds for the statement as a whole. */
  anywhere(key: string): PropertyValue | undefined;
  /** Whether any key is about this relation. */
  mentions(relation: string): boolean;
  /** The schema file that WITH names for a relation. */
  schemaFile(relation: string): string | undefined;
  /** What they are to CTEs and subqueries: plain keys speak of the statement's own input. */
  readonly nested: StatementProperties;
  /** What is understood and has no effect yet. */
  readonly later: readonly Later[];
  /** What configuration files say; undefined where none was read. */
  readonly configured: ConfiguredBy | undefined;
}

/** The key that names a file with the relation's columns, whichever way it was spelt. */
const SCHEMA_FILE = 'schema.file';

export function readProperties(
  blocks: readonly ast.WithClause[],
  scope: PropertyScope,
  reporter: Reporter,
  find: FindConfig,
): StatementProperties {
  const relations = [...scope.reads, ...scope.writes];
  const values = new Map<string, PropertyValue>();
  const later: Later[] = [];
  const idle: { readonly key: string; readonly span: Span }[] = [];
  for (const property of blocks.flatMap(block => block.properties)) {
    const written = keyOf(property.key ?? '');
    const named = relations.find(name => written.toLowerCase().startsWith(`${name.toLowerCase()}.`));
    // A stream may be called `late`, and late.data.strategy is a key.
    const isKey = named !== undefined && findProperty(written) && !findProperty(written.slice(named.length + 1));
    const owner = isKey ? undefined : named;
    const key = owner ? written.slice(owner.length + 1) : written;
    if (owner !== undefined) noteOwner(property, owner, scope.job === owner ? 'job' : 'relation', reporter);
    const entry = findProperty(key);
    const raw = textOf(property.value);
    const span = reporter.at(property.value ?? property);
    if (!entry) reportUnknown(key, reporter.at(property), reporter);
    else {
      const value = !isLater(entry, raw, span, later) && checkValue(entry, raw, span, reporter);
      checkSecret(entry, raw, span, reporter);
      checkPlace(entry, owner, scope, reporter.at(property), reporter);
      if (!entry.runs && value) idle.push({ key: entry.key, span: reporter.at(property) });
    }
    const place = placeOf(owner, entry?.key ?? key);
    const earlier = values.get(place);
    if (entry && earlier && earlier.text !== raw)
      reporter.report(
        'sql/ineffective-property',
        earlier.span,
        `this has no effect: ${entry.key} is set again behind it, by '${written}', and the last one counts`,
        { severity: 'warning', help: 'leave one of them out' },
      );
    values.set(place, { text: raw, span });
  }
  const configured = fillIn(values, scope, find, reporter);
  for (const { property, span, counts } of configured?.properties ?? [])
    if (counts && !property.runs) idle.push({ key: property.key, span });
  const plain = (key: string) => values.get(placeOf('', key));
  const about = (relation: string, key: string) => values.get(placeOf(relation, key));
  const mentions = (relation: string) => [...values.keys()].some(key => key.startsWith(`${relation.toLowerCase()}\0`));
  const nested: StatementProperties = {
    created: scope.created,
    of: about,
    about,
    plain: () => undefined,
    anywhere: plain,
    mentions,
    schemaFile: relation => about(relation, SCHEMA_FILE)?.text,
    get nested() {
      return nested;
    },
    later: [],
    configured: undefined,
  };
  return {
    created: scope.created,
    of: (relation, key) => about(relation, key) ?? plain(key),
    about,
    plain,
    anywhere: plain,
    mentions,
    schemaFile: relation => (about(relation, SCHEMA_FILE) ?? plain(SCHEMA_FILE))?.text,
    nested,
    later: [...later, ...withoutEffect(idle)],
    configured,
  };
}

/** The key begins with the name of a relation or job. */
function noteOwner(
  property: ast.Property,
  owner: string,
  kind: 'job' | 'relation',
  { names, shifted }: Reporter,
): void {
  const written = property.key ?? '';
  const span = shifted(spanOfProperty(property, 'key'));
  // Back quotes and doubled quotes are rare in keys, and what stands there is then not the name itself.
  const start = written.startsWith("'") || written.startsWith('"') ? 1 : 0;
  if (written.slice(start, start + owner.length).toLowerCase() !== owner.toLowerCase()) return;
  const at = { start: span.start + start, end: span.start + start + owner.length };
  names?.note(at, 'read', names.outside(kind, owner), start === 1);
}

/** One word for all settings of a statement that nothing obeys yet: a file has dozens of them. */
function withoutEffect(idle: readonly { readonly key: string; readonly span: Span }[]): Later[] {
  const [first] = idle;
  if (!first) return [];
  const keys = [...new Set(idle.map(one => one.key))];
  return [
    {
      span: first.span,
      what:
        keys.length === 1
          ? `the setting ${first.key}`
          : `what ${keys.length} settings of this statement ask for (${shortList(keys)})`,
      harmless: true,
    },
  ];
}

const shortList = (keys: readonly string[]): string =>
  keys.length > 4 ? `${keys.slice(0, 3).join(', ')} and ${keys.length - 3} more` : keys.join(', ');

/** Whether it is understood and cannot run yet. */
function isLater(entry: PropertyEntry, raw: string, span: Span, later: Later[]): boolean {
  if (!isLaterValue(entry, raw)) return false;
  later.push({ span, what: `${entry.key} '${raw}'`, help: `what runs: ${(entry.values ?? []).join(', ')}` });
  return true;
}

function textOf(value: ast.PropertyValue | undefined): string {
  if (!value) return '';
  if (value.text !== undefined) return stringOf(value.text);
  return value.number ?? value.duration ?? value.variable ?? (value.word === undefined ? '' : nameOf(value.word));
}

/** A key about reading where only something is written, or the other way round. */
function checkPlace(
  entry: PropertyEntry,
  owner: string | undefined,
  scope: PropertyScope,
  span: Span,
  reporter: Reporter,
): void {
  if (owner === undefined || entry.of === 'both' || entry.of === 'statement' || scope.created === owner) return;
  const read = scope.reads.includes(owner);
  const written = scope.writes.includes(owner);
  if (read === written) return;
  if ((entry.of === 'input') === read) return;
  reporter.report(
    'sql/ineffective-property',
    span,
    `${entry.key} has no effect here: it is about what a statement ${read ? 'writes' : 'reads'}, and '${owner}' is ${read ? 'read' : 'written'}`,
    { severity: 'warning', help: 'leave it out, or name the other relation' },
  );
}
