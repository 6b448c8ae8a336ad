/** Avro's logical types: which type each annotates, and what is said when it does not, or stands in the wrong place. */
import type { Fix } from '../text/diagnostic.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { typeText } from '../types/sql-type.ts';
import { sqlOfLogical, sqlOfPrimitive } from './avro-sql.ts';
import type { AvroLogical, AvroType, PrimitiveName } from './avro-type.ts';
import { avroTypeName } from './avro-type.ts';
import type { JsonMember, JsonNode, JsonObject } from './json-tree.ts';
import { memberOf, textOf } from './json-tree.ts';
import type { Findings } from './schema.ts';

const LOGICAL_RULE = 'schema/avro-logical-type';
const DECIMAL_RULE = 'schema/avro-decimal';

type Annotated = Extract<AvroType, { kind: 'primitive' | 'fixed' }>;

/** Avro specification 1.12, "Logical Types": what each may annotate; a number is a fixed of so many bytes. */
const BASES: Readonly<Record<AvroLogical['kind'], readonly (PrimitiveName | 'fixed' | number)[]>> = {
  decimal: ['bytes', 'fixed'],
  date: ['int'],
  'time-millis': ['int'],
  'time-micros': ['long'],
  'timestamp-millis': ['long'],
  'timestamp-micros': ['long'],
  'timestamp-nanos': ['long'],
  'local-timestamp-millis': ['long'],
  'local-timestamp-micros': ['long'],
  'local-timestamp-nanos': ['long'],
  uuid: ['string', 16],
  duration: [12],
};
const KINDS = Object.keys(BASES) as readonly AvroLogical['kind'][];

const kindOf = (name: string): AvroLogical['kind'] | undefined => KINDS.find(kind => kind === name);

/** The plain Avro type to write for a logical type's name, when someone uses that name as a type. */
export function spelledOut(name: string): string | undefined {
  const kind = name === 'timestamp' ? 'timestamp-millis' : name === 'time' ? 'time-millis' : kindOf(name);
  const base = kind && BASES[kind].find(each => typeof each === 'string');
  if (!kind || !base) return undefined;
  return `{"type": "${base}", "logicalType": "${kind}"${kind === 'decimal' ? ', "precision": 18, "scale": 4' : ''}}`;
}

const suits = (kind: AvroLogical['kind'], type: AvroType): type is Annotated =>
  (type.kind === 'primitive' && BASES[kind].includes(type.name)) ||
  (type.kind === 'fixed' && (BASES[kind].includes('fixed') || BASES[kind].includes(type.size)));

/** The logical type an object gives the type it defines, or undefined when Avro ignores it (which is reported). */
export function readLogical(type: AvroType, object: JsonObject, findings: Findings): AvroLogical | undefined {
  const member = memberOf(object, 'logicalType');
  if (!member) return undefined;
  const written = textOf(member.value);
  const kind = written === undefined ? undefined : kindOf(written);
  if (!kind) {
    reportUnknown(member, written, type, findings);
    return undefined;
  }
  if (!suits(kind, type)) {
    const bases = BASES[kind].map(base => (typeof base === 'number' ? `fixed of ${base} bytes` : base)).join(' or ');
    findings.add(
      'warning',
      LOGICAL_RULE,
      whole(member),
      `${kind} annotates ${bases}, not ${avroTypeName(type)}: Avro ignores it`,
      { help: `use ${bases}, or leave the logical type out` },
    );
    return undefined;
  }
  return kind === 'decimal' ? readDecimal(type, object, member, findings) : { kind };
}

function reportUnknown(member: JsonMember, written: string | undefined, type: AvroType, findings: Findings): void {
  const meant = written === undefined ? undefined : nearest(written, KINDS);
  const fixes: readonly Fix[] = meant
    ? [{ title: `Use '${meant}'`, edits: [{ span: member.value.span, text: JSON.stringify(meant) }] }]
    : [];
  findings.add(
    meant || written === undefined ? 'warning' : 'info',
    LOGICAL_RULE,
    member.value.span,
    written === undefined
      ? 'a logical type is a name in quotes: Avro ignores this'
      : `'${written}' is no logical type of Avro: the values are read as ${avroTypeName(type)}`,
    { ...(meant ? { help: `did you mean '${meant}'?` } : {}), fixes },
  );
}

/** Digits a two's-complement number of so many bytes can always hold. */
const digitsOf = (bytes: number): number => Math.floor((8 * bytes - 1) * Math.log10(2));

function readDecimal(type: Annotated, object: JsonObject, member: JsonMember, findings: Findings) {
  const precisionMember = memberOf(object, 'precision');
  const scaleMember = memberOf(object, 'scale');
  if (!precisionMember) {
    findings.error(DECIMAL_RULE, whole(member), 'a decimal needs a "precision", the digits it has at most', {
      help: 'for example "precision": 18, "scale": 4',
    });
    return undefined;
  }
  const precision = wholeNumber(precisionMember.value);
  const scale = scaleMember ? wholeNumber(scaleMember.value) : 0;
  if (precision === undefined || precision < 1) {
    findings.error(DECIMAL_RULE, precisionMember.value.span, 'the precision must be a whole number of at least 1');
    return undefined;
  }
  if (scale === undefined || scale > precision) {
    findings.error(
      DECIMAL_RULE,
      scaleMember!.value.span,
      scale === undefined
        ? 'the scale must be a whole number of at least 0'
        : `the scale ${scale} is more than the precision ${precision}: it counts digits of those`,
    );
    return undefined;
  }
  if (type.kind === 'fixed' && precision > digitsOf(type.size)) {
    findings.error(
      DECIMAL_RULE,
      precisionMember.value.span,
      `${precision} digits do not fit ${type.size} bytes, which hold ${digitsOf(type.size)}`,
      { help: `use a fixed of ${bytesFor(precision)} bytes, or a precision of at most ${digitsOf(type.size)}` },
    );
    return undefined;
  }
  if (precision > 38)
    findings.add(
      'warning',
      DECIMAL_RULE,
      precisionMember.value.span,
      `DECIMAL has at most 38 digits: a value of more than that fails as a record, it is never rounded`,
    );
  return { kind: 'decimal', precision, scale } as const;
}

function bytesFor(precision: number): number {
  let bytes = 1;
  while (digitsOf(bytes) < precision) bytes++;
  return bytes;
}

/** Undefined when it is no whole number ≥ 0. */
export function wholeNumber(node: JsonNode): number | undefined {
  const number = node.kind === 'number' && /^\d{1,15}$/.test(node.text) ? Number(node.text) : undefined;
  return number;
}

const whole = (member: JsonMember): Span => ({ start: member.nameSpan.start, end: member.value.span.end });

const MOVED = ['logicalType', 'precision', 'scale'];

/** Reports a "logicalType" that stands beside the "type" it was meant for: Avro ignores it there. */
export function reportBeside(
  owner: JsonObject,
  inside: JsonMember,
  type: AvroType,
  what: string,
  text: string,
  findings: Findings,
): void {
  const member = memberOf(owner, 'logicalType');
  if (!member) return;
  const target = targetOf(inside.value, type);
  const moved = owner.members.filter(each => MOVED.includes(each.name));
  const already = target && memberOf(target.node, 'logicalType');
  const kind = kindOf(textOf(member.value) ?? '');
  const fits = target && kind && suits(kind, target.type) ? target : undefined;
  const removal = removed(owner, moved);
  const fixes: Fix[] = [];
  if (already) fixes.push({ title: 'Remove the logicalType that is ignored', edits: removal });
  else if (fits)
    fixes.push({
      title: `Move the logicalType into "${inside.name}"`,
      edits: [insertion(fits.node, moved, text), ...removal],
    });
  const read = target && target.type.kind === 'primitive' ? typeText(sqlOfPrimitive(target.type.name)) : 'BYTES';
  const meant = fits && kind ? wouldBe(kind, owner) : undefined;
  findings.add(
    'warning',
    LOGICAL_RULE,
    whole(member),
    `Avro ignores a "logicalType" beside "${inside.name}": ${what} is read as ${target && !already ? read : 'what its type says'}${meant && !already ? `, not as ${meant}` : ''}`,
    {
      help: already
        ? 'the type has its own logicalType inside: remove this one'
        : `a logical type belongs into the type: "${inside.name}": {"type": …, "logicalType": …}`,
      fixes,
    },
  );
}

function wouldBe(kind: AvroLogical['kind'], owner: JsonObject): string | undefined {
  if (kind !== 'decimal') return typeText(sqlOfLogical({ kind }));
  const precision = memberOf(owner, 'precision');
  const scale = memberOf(owner, 'scale');
  const digits = precision && wholeNumber(precision.value);
  const fraction = scale ? wholeNumber(scale.value) : 0;
  if (digits === undefined || fraction === undefined || fraction > digits) return 'a DECIMAL';
  return typeText(sqlOfLogical({ kind, precision: digits, scale: fraction }));
}

/** The part of a type that a logical type annotates: itself, or the one branch beside null. */
function targetOf(node: JsonNode, type: AvroType): { readonly node: JsonNode; readonly type: Annotated } | undefined {
  if (type.kind === 'primitive' || type.kind === 'fixed') return { node, type };
  if (type.kind !== 'union' || node.kind !== 'array') return undefined;
  const others = type.branches.flatMap((branch, i) =>
    branch.kind === 'primitive' && branch.name === 'null' ? [] : [{ branch, node: node.items[i]! }],
  );
  return others.length === 1 ? targetOf(others[0]!.node, others[0]!.branch) : undefined;
}

function insertion(target: JsonNode, moved: readonly JsonMember[], text: string) {
  const added = moved.map(({ name, value }) => `, "${name}": ${text.slice(value.span.start, value.span.end)}`).join('');
  if (target.kind === 'object') {
    const last = target.members.at(-1)!;
    return { span: { start: last.value.span.end, end: last.value.span.end }, text: added };
  }
  return { span: target.span, text: `{"type": ${text.slice(target.span.start, target.span.end)}${added}}` };
}

/** Takes members out with the comma that leads to them; edits do not overlap. At least one member stays. */
function removed(owner: JsonObject, gone: readonly JsonMember[]): { span: Span; text: string }[] {
  const { members } = owner;
  const firstKept = members.findIndex(member => !gone.includes(member));
  return members.flatMap((member, i) => {
    if (!gone.includes(member)) return [];
    const span =
      i < firstKept
        ? { start: member.nameSpan.start, end: members[i + 1]!.nameSpan.start }
        : { start: members[i - 1]!.value.span.end, end: member.value.span.end };
    return [{ span, text: '' }];
  });
}
