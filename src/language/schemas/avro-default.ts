/** Whether a field's default is a value of its type, as Avro asks: of a union, of its first branch. */
import type { Span } from '../text/span.ts';
import type { AvroField, AvroType, PrimitiveName } from './avro-type.ts';
import { avroTypeName } from './avro-type.ts';
import type { JsonNode } from './json-tree.ts';
import { memberOf } from './json-tree.ts';
import type { Findings } from './schema.ts';

const RULE = 'schema/avro-default';

export function checkDefault(field: AvroField, node: JsonNode, findings: Findings): void {
  const { type, name } = field;
  const wrong = misfit(type, node);
  if (!wrong) {
    if (neverEnds(type, node, { open: new Set([field]), done: new Set() }))
      findings.error(
        RULE,
        node.span,
        `the default of '${name}' never ends: it needs itself for a field that it leaves out`,
      );
    return;
  }
  const first = type.kind === 'union' ? type.branches[0] : undefined;
  const other = type.kind === 'union' && type.branches.slice(1).some(branch => !misfit(branch, node));
  findings.error(RULE, wrong.span, `the default of '${name}' is no ${wrong.wanted}`, {
    ...(other && first
      ? { help: `a default is of the union's first branch, ${avroTypeName(first)}: put the other branch first` }
      : {}),
  });
}

interface Walk {
  /** Fields whose defaults this one is made of. */
  readonly open: Set<AvroField>;
  readonly done: Set<AvroField>;
}

/** What a record leaves out is its fields' defaults, and one of those may be the one that is asked for. */
function neverEnds(type: AvroType, node: JsonNode, walk: Walk): boolean {
  if (type.kind === 'union') return type.branches[0] !== undefined && neverEnds(type.branches[0], node, walk);
  if (type.kind === 'array' && node.kind === 'array') return node.items.some(item => neverEnds(type.items, item, walk));
  if (node.kind !== 'object') return false;
  if (type.kind === 'map') return node.members.some(({ value }) => neverEnds(type.values, value, walk));
  return (
    type.kind === 'record' &&
    type.fields.some(field => {
      const member = memberOf(node, field.name);
      if (member) return neverEnds(field.type, member.value, walk);
      if (walk.open.has(field)) return true;
      if (!field.fallback || walk.done.has(field)) return false;
      walk.open.add(field);
      const endless = neverEnds(field.type, field.fallback, walk);
      walk.open.delete(field);
      walk.done.add(field);
      return endless;
    })
  );
}

interface Misfit {
  readonly span: Span;
  readonly wanted: string;
}

function misfit(type: AvroType, node: JsonNode): Misfit | undefined {
  const wanted = (what = avroTypeName(type)): Misfit => ({ span: node.span, wanted: what });
  switch (type.kind) {
    case 'invalid':
      return undefined;
    case 'primitive':
      return fits(type.name, node) ? undefined : wanted();
    case 'enum':
      return node.kind === 'string' && type.symbols.includes(node.text) ? undefined : wanted(`symbol of ${type.name}`);
    case 'fixed':
      return isBytes(node) && node.text.length === type.size ? undefined : wanted(`text of ${type.size} bytes`);
    case 'union':
      return type.branches[0] && misfit(type.branches[0], node);
    case 'array':
      if (node.kind !== 'array') return wanted();
      return firstOf(node.items.map(item => misfit(type.items, item)));
    case 'map':
      if (node.kind !== 'object') return wanted();
      return firstOf(node.members.map(({ value }) => misfit(type.values, value)));
    case 'record':
      if (node.kind !== 'object') return wanted();
      return firstOf(
        type.fields.map(field => {
          const member = memberOf(node, field.name);
          if (member) return misfit(field.type, member.value);
          return field.fallback ? undefined : wanted(`${type.name}: it has no "${field.name}"`);
        }),
      );
  }
}

const firstOf = (found: readonly (Misfit | undefined)[]): Misfit | undefined => found.find(each => each);

/** Avro writes bytes as text, a code point up to 255 for each. */
const isBytes = (node: JsonNode): node is Extract<JsonNode, { kind: 'string' }> =>
  node.kind === 'string' && [...node.text].every(character => character.codePointAt(0)! < 256);

function fits(name: PrimitiveName, node: JsonNode): boolean {
  switch (name) {
    case 'null':
    case 'boolean':
      return node.kind === name;
    case 'string':
      return node.kind === 'string';
    case 'bytes':
      return isBytes(node);
    case 'float':
    case 'double':
      return node.kind === 'number';
    case 'int':
      return inRange(node, 31n);
    case 'long':
      return inRange(node, 63n);
  }
}

function inRange(node: JsonNode, bits: bigint): boolean {
  if (node.kind !== 'number' || !/^-?\d{1,20}$/.test(node.text)) return false;
  const value = BigInt(node.text);
  return value >= -(2n ** bits) && value < 2n ** bits;
}
