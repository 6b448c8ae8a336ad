/** Types of columns: as a column of that name has it elsewhere in the file, else as names like it usually have. */
import type { AstNode } from 'langium';
import type { Environment } from '../../names/statement/environment.ts';
import { typeText } from '../../types/sql-type.ts';
import { shared, type Weighed } from './offer.ts';
import type { Offer, Rank } from './rank.ts';
import type { Scene } from './scene.ts';

/** With how common each is among the columns people declare, in hundredths. */
const TYPES: readonly (readonly [type: string, weight: number])[] = [
  ['STRING', 30],
  ['BIGINT', 12],
  ['INT', 8],
  ['DOUBLE', 10],
  ['DECIMAL', 10],
  ['TIMESTAMP', 14],
  ['BOOLEAN', 5],
  ['VARCHAR', 3],
  ['INTEGER', 3],
  ['FLOAT', 2],
  ['TEXT', 1],
  ['DATE', 2],
  ['TIME', 1],
  ['ARRAY', 2],
  ['MAP', 2],
  ['STRUCT', 2],
  ['JSON', 1],
  ['BYTES', 1],
  ['INTERVAL', 0.3],
];

/** What the last word of a name says of its type. */
const BY_NAME: readonly (readonly [names: RegExp, types: readonly string[]])[] = [
  [/(^|_)(at|time|timestamp|ts)$/i, ['TIMESTAMP']],
  [/(^|_)(date|day)$/i, ['DATE', 'TIMESTAMP']],
  [/(^|_)(price|amount|total|cost|fee|balance|value|pnl)$/i, ['DECIMAL', 'DOUBLE']],
  [/(^|_)(count|quantity|volume|qty|size|number|age|year)$/i, ['BIGINT', 'INT', 'INTEGER']],
  [/(^|_)(rate|ratio|pct|percent|score|temperature|humidity|avg|lat|lon)$/i, ['DOUBLE', 'DECIMAL']],
  [/^(is|has|can)_|(^|_)(active|enabled|flag)$/i, ['BOOLEAN']],
  [/(^|_)(tags|items|list)$/i, ['ARRAY']],
  [/(^|_)id$/i, ['STRING', 'BIGINT', 'INT', 'INTEGER']],
  [/(^|_)(name|status|type|code|symbol|ticker|region|email|description|currency|side)$/i, ['STRING', 'VARCHAR']],
];

/** Those that take something in brackets. */
const TAILS: Readonly<Record<string, readonly [tail: string, stop: number]>> = {
  DECIMAL: ['(18, 4)', 1],
  ARRAY: ['<STRING>', 1],
  MAP: ['<STRING, STRING>', 1],
  STRUCT: ['<name STRING>', 1],
};

export function typeOffers(scene: Scene, rank: Rank, lower: boolean): Offer[] {
  const name = columnName(scene.around);
  const known = name === undefined ? undefined : declaredElsewhere(name, scene.environment);
  const usual = name === undefined ? undefined : BY_NAME.find(([names]) => names.test(name))?.[1];
  const offers = TYPES.map(([type, common]): Weighed => {
    const at = usual?.indexOf(type) ?? -1;
    const tail = rank.following === '(' || rank.following === '<' ? undefined : TAILS[type];
    const shown = lower ? type.toLowerCase() : type;
    return {
      label: shown,
      insert: tail ? shown + tail[0] : shown,
      ...(tail ? { stops: [{ start: type.length + tail[1], end: type.length + tail[0].length - 1 }] } : {}),
      kind: 'type',
      weight: common * (at === 0 ? 12 : at > 0 ? 5 : 1) * (known?.kind === type ? 20 : 1) + rank.near(type),
    };
  });
  const whole = known && typeText(known.type);
  if (whole !== undefined && known && !TYPES.some(([type]) => type === whole))
    offers.push({ label: whole, insert: whole, kind: 'type', detail: `as ${name} of ${known.of}`, weight: 100 });
  return shared(rank.name('type'), offers);
}

function columnName(around: readonly AstNode[]): string | undefined {
  const holder: AstNode | undefined = around.find(node => node.$type === 'ColumnDefinition');
  return holder && 'name' in holder && typeof holder.name === 'string' ? holder.name : undefined;
}

function declaredElsewhere(name: string, environment: Environment) {
  for (const one of environment.relationNames().slice(0, 200)) {
    const relation = environment.relation(one);
    if (!relation || relation === 'cycle') continue;
    const column = relation.columns.find(each => each.name === name);
    if (column && column.type.kind !== 'ANY' && column.type.kind !== 'NULL')
      return { type: column.type, kind: column.type.kind, of: one };
  }
  return undefined;
}
