/** Type names as people write them, with the usual synonyms. */
import { MAX_PRECISION } from './decimal-rules.ts';
import type { SqlType } from './sql-type.ts';
import {
  ANY,
  BIGINT,
  BOOLEAN,
  BYTES,
  DATE,
  DOUBLE,
  decimal,
  INTERVAL,
  JSON_TYPE,
  NULL_TYPE,
  STRING,
  TIME,
  TIMESTAMP,
} from './sql-type.ts';

/** Every name of a type without parameters; a length or precision in brackets after STRING, BYTES and times is ignored. */
export const SIMPLE_TYPES: ReadonlyMap<string, SqlType> = new Map([
  ...names(BOOLEAN, 'BOOLEAN BOOL'),
  ...names(BIGINT, 'BIGINT INT INTEGER SMALLINT TINYINT LONG INT2 INT4 INT8 INT64'),
  ...names(DOUBLE, 'DOUBLE FLOAT REAL FLOAT4 FLOAT8 FLOAT64'),
  ...names(STRING, 'STRING VARCHAR CHAR CHARACTER TEXT NVARCHAR'),
  ...names(BYTES, 'BYTES VARBINARY BINARY BLOB'),
  ...names(DATE, 'DATE'),
  ...names(TIME, 'TIME'),
  ...names(TIMESTAMP, 'TIMESTAMP TIMESTAMP_LTZ TIMESTAMPTZ TIMESTAMP_NTZ DATETIME'),
  ...names(INTERVAL, 'INTERVAL'),
  ...names(JSON_TYPE, 'JSON JSONB VARIANT'),
  ...names(NULL_TYPE, 'NULL'),
  ...names(ANY, 'ANY'),
]);

function names(type: SqlType, words: string): [string, SqlType][] {
  return words.split(' ').map(word => [word, type]);
}

/**
 * `int`, `DECIMAL(18, 4)`, `ARRAY<STRING>`, `ROW(a INT, b STRING)`, `TIMESTAMP(3) WITH LOCAL TIME ZONE`. DECIMAL alone is
 * DECIMAL(10, 0), as in Flink. Undefined for what is no type, also for a DECIMAL of more than 38 digits.
 */
export function parseType(text: string): SqlType | undefined {
  const tokens = text.match(TOKEN) ?? [];
  if (text.replace(TOKEN, '').trim() !== '') return undefined;
  const reader = new TypeReader(tokens);
  const type = reader.type();
  return reader.atEnd() ? type : undefined;
}

const TOKEN = /[\p{L}_][\p{L}\p{N}_]*|`(?:[^`]|``)+`|\d+|[<>(),:[\]]/gu;

class TypeReader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  atEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  type(): SqlType | undefined {
    let type = this.named(this.next());
    while (type && this.taken('[')) type = this.taken(']') ? { kind: 'ARRAY', element: type } : undefined;
    if (this.taken('NOT') && !this.taken('NULL')) return undefined;
    return type;
  }

  private named(name: string): SqlType | undefined {
    switch (name) {
      case 'DECIMAL':
      case 'NUMERIC':
      case 'DEC':
        return this.decimal();
      case 'ARRAY':
        return this.bracketed(() => {
          const element = this.type();
          return element && { kind: 'ARRAY', element };
        });
      case 'MAP':
        return this.bracketed(() => {
          const key = this.type();
          const value = this.taken(',') ? this.type() : undefined;
          return key && value && { kind: 'MAP', key, value };
        });
      case 'STRUCT':
      case 'ROW':
        return this.bracketed(() => this.fields());
      default:
        return this.simple(name);
    }
  }

  private simple(name: string): SqlType | undefined {
    const type = SIMPLE_TYPES.get(name);
    if (name === 'DOUBLE') this.taken('PRECISION');
    if (name === 'CHARACTER' || name === 'CHAR') this.taken('VARYING');
    if (this.taken('(') && !(/^\d+$/.test(this.next()) && this.taken(')'))) return undefined;
    if (type === TIMESTAMP || type === TIME) this.zone();
    if (type === INTERVAL) while (/^(YEAR|MONTH|DAY|HOUR|MINUTE|SECOND|TO)$/.test(this.peek())) this.at++;
    return type;
  }

  private zone(): void {
    if (this.taken('WITH')) this.taken('LOCAL');
    else if (!this.taken('WITHOUT')) return;
    if (this.taken('TIME')) this.taken('ZONE');
  }

  private decimal(): SqlType | undefined {
    if (!this.taken('(')) return decimal(10, 0);
    const precision = this.count();
    const scale = this.taken(',') ? this.count() : 0;
    if (!this.taken(')')) return undefined;
    return precision >= 1 && precision <= MAX_PRECISION && scale <= precision ? decimal(precision, scale) : undefined;
  }

  private count(): number {
    const token = this.next();
    return /^\d+$/.test(token) ? Number(token) : Number.NaN;
  }

  private fields(): SqlType | undefined {
    const fields: { name: string; type: SqlType }[] = [];
    do {
      const written = this.tokens[this.at++] ?? '';
      const name = written.replace(/^`|`$/g, '').replaceAll('``', '`');
      this.taken(':');
      const type = this.type();
      if (!type || !/^[\p{L}_`]/u.test(written)) return undefined;
      fields.push({ name, type });
    } while (this.taken(','));
    return { kind: 'STRUCT', fields };
  }

  private bracketed(content: () => SqlType | undefined): SqlType | undefined {
    const close = this.taken('<') ? '>' : this.taken('(') ? ')' : undefined;
    const type = close && content();
    return type && close && this.taken(close) ? type : undefined;
  }

  private peek(): string {
    return (this.tokens[this.at] ?? '').toUpperCase();
  }

  private next(): string {
    const token = this.peek();
    this.at++;
    return token;
  }

  private taken(token: string): boolean {
    if (this.peek() !== token) return false;
    this.at++;
    return true;
  }
}
