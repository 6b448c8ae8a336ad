/** Avro's names: namespaces, what a reference means, and what is said of one that means nothing. */
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { spelledOut } from './avro-logical.ts';
import type { AvroType } from './avro-type.ts';
import { PRIMITIVES } from './avro-type.ts';
import type { JsonNode, JsonObject } from './json-tree.ts';
import { memberOf, textOf } from './json-tree.ts';
import type { Findings } from './schema.ts';

const NAME_RULE = 'schema/avro-name';
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const isPrimitive = (name: string): boolean => PRIMITIVES.some(primitive => primitive === name);

export class AvroNames {
  private readonly findings: Findings;
  private readonly defined = new Map<string, { readonly type: AvroType; readonly span: Span }>();
  /** Every named type of the file, for a reference that comes before its definition. */
  private readonly anywhere: ReadonlySet<string>;

  constructor(root: JsonNode, findings: Findings) {
    this.findings = findings;
    this.anywhere = namesIn(root);
  }

  /** The full name a record, enum or fixed has, and the namespace of what it holds. Undefined without a usable name. */
  define(
    object: JsonObject,
    outer: string,
  ): { readonly name: string; readonly namespace: string; readonly aliases: readonly string[] } | undefined {
    const member = memberOf(object, 'name');
    const written = member && textOf(member.value);
    if (!member || written === undefined) {
      const type = textOf(memberOf(object, 'type')?.value);
      const span = member?.value.span ?? memberOf(object, 'type')?.value.span ?? object.span;
      this.findings.error(NAME_RULE, span, `${type === 'enum' ? 'an' : 'a'} ${type} needs a "name"`);
      return undefined;
    }
    const explicit = textOf(memberOf(object, 'namespace')?.value);
    const name = qualified(written, explicit ?? outer);
    const last = name.slice(name.lastIndexOf('.') + 1);
    if (!name.split('.').every(part => NAME.test(part))) this.badName(member.value.span, name);
    else if (isPrimitive(last))
      this.findings.error(
        NAME_RULE,
        member.value.span,
        `'${last}' is a type of Avro: no other type can have this name`,
      );
    const namespace = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
    const aliases = this.aliases(object).map(alias => qualified(alias, namespace));
    return { name, namespace, aliases };
  }

  /** Makes a type known from here on. */
  add(name: string, type: AvroType, object: JsonObject): void {
    const span = memberOf(object, 'name')!.value.span;
    const first = this.defined.get(name);
    if (first)
      this.findings.error(NAME_RULE, span, `the type '${name}' is defined twice`, {
        help: 'where it is needed again, write just its name',
        related: [{ span: first.span, message: 'defined here first' }],
      });
    else this.defined.set(name, { type, span });
  }

  /** What a type's name stands for in `namespace`; undefined when it is no name that is known here (reported). */
  resolve(written: string, span: Span, namespace: string): AvroType | undefined {
    const name = qualified(written, namespace);
    const found = this.defined.get(name);
    if (found) return found.type;
    const spelled = spelledOut(written);
    const later = this.anywhere.has(name);
    const meant = SYNONYMS.get(written.toLowerCase()) ?? nearest(written, [...PRIMITIVES, ...this.defined.keys()]);
    const help = later
      ? 'it is defined further down: Avro reads from the top, so move the definition to where it is first named'
      : spelled
        ? `it is a logical type: write ${spelled}`
        : meant
          ? `did you mean '${meant}'?`
          : `the types are ${PRIMITIVES.join(', ')}, record, enum, array, map, fixed, and the names defined above`;
    const text = later ? undefined : (spelled ?? (meant && JSON.stringify(meant)));
    this.findings.error('schema/avro-type', span, `there is no type '${written}' here`, {
      help,
      ...(text ? { fixes: [{ title: `Use ${text}`, edits: [{ span, text }] }] } : {}),
    });
    return undefined;
  }

  /** A field's or symbol's name. */
  check(node: JsonNode, what: string): string | undefined {
    const name = textOf(node);
    if (name === undefined) this.findings.error(NAME_RULE, node.span, `${what} must be a name in quotes`);
    else if (!NAME.test(name)) this.badName(node.span, name);
    return name;
  }

  /** As written. */
  aliases(object: JsonObject): readonly string[] {
    const aliases = memberOf(object, 'aliases')?.value;
    if (!aliases) return [];
    const names: string[] = [];
    if (aliases.kind !== 'array') this.findings.error(NAME_RULE, aliases.span, '"aliases" must be a list of names');
    else
      for (const alias of aliases.items) {
        const name = textOf(alias);
        if (name?.split('.').every(part => NAME.test(part))) names.push(name);
        else this.badName(alias.span, name ?? 'this');
      }
    return names;
  }

  private badName(span: Span, name: string): void {
    this.findings.error(
      NAME_RULE,
      span,
      `'${name}' is no name in Avro: letters, digits and _, not starting with a digit`,
    );
  }
}

const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['integer', 'int'],
  ['bigint', 'long'],
  ['bool', 'boolean'],
  ['text', 'string'],
  ['varchar', 'string'],
  ['number', 'double'],
  ['binary', 'bytes'],
]);

const qualified = (name: string, namespace: string): string =>
  name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;

function namesIn(root: JsonNode): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: JsonNode, outer: string): void => {
    if (node.kind === 'array') for (const item of node.items) visit(item, outer);
    if (node.kind !== 'object') return;
    const written = textOf(memberOf(node, 'name')?.value);
    const named =
      written !== undefined && /^(record|error|enum|fixed)$/.test(textOf(memberOf(node, 'type')?.value) ?? '');
    const name = named ? qualified(written, textOf(memberOf(node, 'namespace')?.value) ?? outer) : undefined;
    if (name) names.add(name);
    const inner = name === undefined ? outer : name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
    for (const { value } of node.members) visit(value, inner);
  };
  visit(root, '');
  return names;
}
