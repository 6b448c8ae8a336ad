/** What a kind of query is, and the sources that they read. */

export interface Kind {
  readonly name: string;
  readonly sql: string;
  /** Partition counts. */
  readonly topics: Readonly<Record<string, number>>;
  /** `rows`: each counts; `last`: the last one of each key does. */
  readonly compare: 'rows' | 'last';
  /** What a table receives after the start counts when it is read: all of it is there before. */
  readonly fromTheStart?: boolean;
  /** Its lives take ten times as long as others: fewer are lived. */
  readonly slow?: boolean;
}

export const STREAM = (name: string): string =>
  `CREATE STREAM ${name} (id BIGINT, k STRING, v BIGINT, at BIGINT, WATERMARK FOR at AS at - INTERVAL '1' SECOND) WITH (topic = '${name}', format = 'json', event.time.format = 'epoch_millis');\n`;
export const TABLE = (name: string): string =>
  `CREATE TABLE ${name} (k STRING PRIMARY KEY, id BIGINT, v BIGINT) WITH (topic = '${name}', format = 'json');\n`;

/** Changes of a database's rows. */
export const CDC = (name: string): string =>
  `CREATE TABLE ${name} (k STRING PRIMARY KEY, id BIGINT, v BIGINT) WITH (topic = '${name}', format = 'debezium-json');\n`;

/** Partitioned by its declared key, so that what goes by that is worked on by several members. */
export const KEYED = (name: string): string => STREAM(name).replace('k STRING', 'k STRING PRIMARY KEY');

/** As `over`, of a stream with a declared key. */
export const keyed = (...[name, select, compare, made]: Parameters<typeof over>): Kind => {
  const kind = over(name, select, compare, made);
  return { ...kind, name: `${name}, by the declared key`, sql: kind.sql.replace(STREAM('s'), KEYED('s')) };
};

export const over = (
  name: string,
  select: string,
  compare: Kind['compare'] = 'rows',
  made: 'STREAM' | 'TABLE' = compare === 'last' ? 'TABLE' : 'STREAM',
): Kind => ({ name, sql: `${STREAM('s')}CREATE ${made} result AS ${select};\n`, topics: { s: 3 }, compare });
