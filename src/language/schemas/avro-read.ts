/** Reads Avro's JSON into types with their names resolved, and says where it is not a schema. Never throws. */
import { checkDefault } from './avro-default.ts';
import { readLogical, reportBeside, wholeNumber } from './avro-logical.ts';
import { AvroNames } from './avro-names.ts';
import type { AvroField, AvroRecord, AvroType } from './avro-type.ts';
import { avroTypeName, PRIMITIVES } from './avro-type.ts';
import type { JsonNode, JsonObject } from './json-tree.ts';
import { memberOf, textOf } from './json-tree.ts';
import type { Findings } from './schema.ts';

const RULE = 'schema/avro-type';
const INVALID: AvroType = { kind: 'invalid' };

/** The type a schema defines; `text` is what `root` was read from, for fixes. */
export function readAvroType(root: JsonNode, text: string, findings: Findings): AvroType {
  const reader = new AvroReader(root, text, findings);
  const type = reader.type(root, '');
  reader.checkDefaults();
  return type;
}

class AvroReader {
  private readonly text: string;
  private readonly findings: Findings;
  private readonly names: AvroNames;
  private readonly withDefault: AvroField[] = [];

  constructor(root: JsonNode, text: string, findings: Findings) {
    this.text = text;
    this.findings = findings;
    this.names = new AvroNames(root, findings);
  }

  /** Once all types are whole. */
  checkDefaults(): void {
    for (const field of this.withDefault) checkDefault(field, field.fallback!, this.findings);
  }

  type(node: JsonNode, namespace: string): AvroType {
    switch (node.kind) {
      case 'string':
        return primitive(node.text) ?? this.names.resolve(node.text, node.span, namespace) ?? INVALID;
      case 'array':
        return this.union(node, namespace);
      case 'object':
        return this.complex(node, namespace);
      default:
        return this.invalid(node, `a type is a name in quotes, an object or a list, not ${node.kind}`, {
          ...(node.kind === 'null'
            ? { fixes: [{ title: 'Use "null"', edits: [{ span: node.span, text: '"null"' }] }] }
            : {}),
        });
    }
  }

  private complex(object: JsonObject, namespace: string): AvroType {
    const member = memberOf(object, 'type');
    if (!member) return this.invalid(object, 'this type has no "type"', {}, firstOf(object));
    const name = textOf(member.value);
    switch (name) {
      case 'record':
      case 'error':
        return this.record(object, namespace);
      case 'enum':
        return this.enum(object, namespace);
      case 'fixed':
        return this.fixed(object, namespace);
      case 'array':
      case 'map': {
        const what = name === 'array' ? 'items' : 'values';
        const inner = memberOf(object, what);
        if (!inner)
          return this.invalid(
            member.value,
            `${name === 'array' ? 'an array' : 'a map'} needs "${what}", the type of what it holds`,
          );
        const type = this.type(inner.value, namespace);
        reportBeside(object, inner, type, `what the ${name} holds`, this.text, this.findings);
        return name === 'array' ? { kind: 'array', items: type } : { kind: 'map', values: type };
      }
      case undefined:
        return this.wrapped(object, namespace);
      default: {
        const type = primitive(name);
        if (!type) return this.names.resolve(name, member.value.span, namespace) ?? INVALID;
        const logical = readLogical(type, object, this.findings);
        const connect = textOf(memberOf(object, 'connect.name')?.value);
        return { ...type, ...(logical ? { logical } : {}), ...(connect === undefined ? {} : { connect }) };
      }
    }
  }

  /** `{"type": {"type": "long"}}`: a type has to be named where an object says "type". */
  private wrapped(object: JsonObject, namespace: string): AvroType {
    const member = memberOf(object, 'type')!;
    const type = this.type(member.value, namespace);
    if (memberOf(object, 'logicalType')) reportBeside(object, member, type, 'this type', this.text, this.findings);
    this.findings.error(RULE, member.nameSpan, 'a type within a type: "type" must name one here', {
      help: 'write the inner type in place of the outer object',
      fixes: [
        {
          title: 'Use the inner type',
          edits: [{ span: object.span, text: this.text.slice(member.value.span.start, member.value.span.end) }],
        },
      ],
    });
    return type;
  }

  private record(object: JsonObject, outer: string): AvroType {
    const named = this.names.define(object, outer);
    const doc = textOf(memberOf(object, 'doc')?.value);
    const connect = textOf(memberOf(object, 'connect.name')?.value);
    const fields: AvroField[] = [];
    const record: AvroRecord = {
      kind: 'record',
      name: named?.name ?? 'record',
      aliases: named?.aliases ?? [],
      span: memberOf(object, 'name')?.value.span ?? object.span,
      ...(doc === undefined ? {} : { doc }),
      ...(connect === undefined ? {} : { connect }),
      fields,
    };
    if (named) this.names.add(named.name, record, object);
    const list = memberOf(object, 'fields');
    if (list?.value.kind !== 'array') {
      const at = list?.value ?? memberOf(object, 'type')!.value;
      this.invalid(at, `a record needs "fields", a list of {"name": …, "type": …}`);
      return record;
    }
    const seen = new Map<string, AvroField>();
    for (const item of list.value.items) {
      const field = this.field(item, named?.namespace ?? outer);
      if (!field) continue;
      const first = seen.get(field.name);
      if (first)
        this.findings.error('schema/avro-name', field.nameSpan, `the field '${field.name}' is there twice`, {
          related: [{ span: first.nameSpan, message: 'the first one' }],
        });
      else {
        seen.set(field.name, field);
        fields.push(field);
      }
    }
    return record;
  }

  private field(node: JsonNode, namespace: string): AvroField | undefined {
    if (node.kind !== 'object') {
      this.invalid(node, 'a field is an object: {"name": …, "type": …}');
      return undefined;
    }
    const nameMember = memberOf(node, 'name');
    const typeMember = memberOf(node, 'type');
    if (!nameMember) this.invalid(node, 'this field has no "name"', {}, firstOf(node));
    const name = nameMember && this.names.check(nameMember.value, "a field's name");
    const aliases = this.names.aliases(node);
    const order = memberOf(node, 'order')?.value;
    if (order && !/^(ascending|descending|ignore)$/.test(textOf(order) ?? ''))
      this.invalid(order, 'the order of a field is "ascending", "descending" or "ignore"');
    if (!typeMember) {
      this.invalid(
        node,
        `${name === undefined ? 'this field' : `'${name}'`} has no "type"`,
        {},
        nameMember?.value.span ?? firstOf(node),
      );
      return undefined;
    }
    const type = this.type(typeMember.value, namespace);
    if (name === undefined || !nameMember) return undefined;
    reportBeside(node, typeMember, type, `'${name}'`, this.text, this.findings);
    const doc = textOf(memberOf(node, 'doc')?.value);
    const fallback = memberOf(node, 'default')?.value;
    const field: AvroField = {
      name,
      aliases,
      nameSpan: nameMember.value.span,
      type,
      ...(doc === undefined ? {} : { doc }),
      ...(fallback ? { fallback } : {}),
    };
    if (fallback) this.withDefault.push(field);
    return field;
  }

  private enum(object: JsonObject, outer: string): AvroType {
    const named = this.names.define(object, outer);
    const list = memberOf(object, 'symbols');
    const symbols: string[] = [];
    if (list?.value.kind !== 'array' || list.value.items.length === 0)
      this.invalid(list?.value ?? memberOf(object, 'type')!.value, 'an enum needs "symbols", a list of names');
    else
      for (const item of list.value.items) {
        const symbol = this.names.check(item, 'a symbol');
        if (symbol !== undefined && symbols.includes(symbol))
          this.findings.error('schema/avro-name', item.span, `the symbol '${symbol}' is there twice`);
        else if (symbol !== undefined) symbols.push(symbol);
      }
    const fallback = memberOf(object, 'default')?.value;
    if (fallback && !symbols.includes(textOf(fallback) ?? ''))
      this.findings.error('schema/avro-default', fallback.span, `the default must be one of ${symbols.join(', ')}`);
    const type: AvroType = {
      kind: 'enum',
      name: named?.name ?? 'enum',
      aliases: named?.aliases ?? [],
      symbols,
      ...(fallback?.kind === 'string' ? { fallback: fallback.text } : {}),
    };
    readLogical(type, object, this.findings);
    if (named) this.names.add(named.name, type, object);
    return type;
  }

  private fixed(object: JsonObject, outer: string): AvroType {
    const named = this.names.define(object, outer);
    const member = memberOf(object, 'size');
    const size = member && wholeNumber(member.value);
    if (size === undefined)
      this.invalid(member?.value ?? memberOf(object, 'type')!.value, 'a fixed needs a "size", its bytes');
    const plain = {
      kind: 'fixed',
      name: named?.name ?? 'fixed',
      aliases: named?.aliases ?? [],
      size: size ?? 0,
    } as const;
    const logical = size === undefined ? undefined : readLogical(plain, object, this.findings);
    const type: AvroType = logical ? { ...plain, logical } : plain;
    if (named) this.names.add(named.name, type, object);
    return type;
  }

  private union(node: Extract<JsonNode, { kind: 'array' }>, namespace: string): AvroType {
    if (node.items.length === 0) return this.invalid(node, 'a union needs at least one type');
    const seen = new Set<string>();
    const branches = node.items.map(item => {
      const branch = this.type(item, namespace);
      if (branch.kind === 'union') this.invalid(item, 'a union cannot stand directly within a union');
      const name = avroTypeName(branch);
      if (branch.kind !== 'invalid' && seen.has(name)) this.invalid(item, `'${name}' is in this union twice`);
      seen.add(name);
      return branch;
    });
    return { kind: 'union', branches, span: node.span };
  }

  private invalid(node: JsonNode, message: string, more = {}, span = node.span): AvroType {
    this.findings.error(RULE, span, message, more);
    return INVALID;
  }
}

/** The first brace: a whole object would underline a screenful. */
const firstOf = (object: JsonObject) => ({ start: object.span.start, end: object.span.start + 1 });

const primitive = (name: string) => {
  const found = PRIMITIVES.find(each => each === name);
  return found && ({ kind: 'primitive', name: found } as const);
};
