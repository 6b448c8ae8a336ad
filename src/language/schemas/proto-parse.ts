/** Parses .proto text (proto2, proto3, editions); after a mistake it goes on with the next statement. Never throws. */
import type { Span } from '../text/span.ts';
import { checkEnum, checkMessage } from './proto-check.ts';
import { ProtoCursor, Stop } from './proto-cursor.ts';
import type { EnumValue, ProtoEnum, ProtoField, ProtoFile, ProtoImport, ProtoMessage, Reserved } from './proto-file.ts';
import type { ProtoToken } from './proto-tokens.ts';
import { unquoted } from './proto-tokens.ts';
import type { Findings } from './schema.ts';

const RULE = 'schema/proto-syntax';
/** Messages within each other; the parser calls itself. */
const DEEPEST = 64;

export function parseProto(text: string, findings: Findings): ProtoFile {
  return new ProtoParser(text, findings).file();
}

interface Body {
  readonly fields: ProtoField[];
  readonly messages: ProtoMessage[];
  readonly enums: ProtoEnum[];
  readonly reserved: Reserved;
}

class ProtoParser {
  private readonly findings: Findings;
  private readonly cursor: ProtoCursor;
  private depth = 0;
  private syntax: ProtoFile['syntax'] | undefined;
  private package = '';
  private importAt = 0;
  private readonly imports: ProtoImport[] = [];
  private readonly options = new Map<string, string>();

  constructor(text: string, findings: Findings) {
    this.findings = findings;
    this.cursor = new ProtoCursor(text, findings);
  }

  file(): ProtoFile {
    const body = emptyBody();
    while (this.cursor.token.kind !== 'end') {
      if (this.cursor.taken('}')) this.cursor.report(this.cursor.before, "this '}' closes nothing");
      else this.statement(() => this.topLevel(body));
    }
    return {
      syntax: this.syntax ?? 'proto2',
      package: this.package,
      imports: this.imports,
      messages: body.messages,
      enums: body.enums,
      importAt: this.importAt,
      options: this.options,
    };
  }

  private topLevel(body: Body): void {
    const { text, span } = this.cursor.token;
    if (text === ';' || text === 'export' || text === 'local') this.cursor.next();
    else if (text === 'syntax' || text === 'edition') this.syntaxLine();
    else if (text === 'import') this.import();
    else if (text === 'package') {
      this.cursor.next();
      this.package = this.cursor.fullName('a package').text;
      this.cursor.endOfLine();
      this.importAt = this.cursor.before.span.end;
    } else if (text === 'message' || text === 'enum') this.declaration(body, this.package);
    else if (text === 'option') this.option();
    else if (text === 'extend' || text === 'service') this.cursor.skipDeclaration();
    else
      throw this.cursor.stop(span, `'${text}' begins nothing a .proto file has here`, {
        help: 'a file has syntax, package, import, option, message, enum, extend and service',
      });
  }

  private syntaxLine(): void {
    const edition = this.cursor.next().text === 'edition';
    this.cursor.expect('=');
    const value = this.cursor.next();
    const version = unquoted(value);
    if (edition) this.syntax = 'editions';
    else if (version === 'proto2' || version === 'proto3') this.syntax = version;
    else
      this.cursor.report(value, `there is no syntax '${version}'`, {
        help: 'it is "proto2" or "proto3"',
        fixes: [{ title: 'Use "proto3"', edits: [{ span: value.span, text: '"proto3"' }] }],
      });
    this.cursor.endOfLine();
    this.importAt = this.cursor.before.span.end;
  }

  private option(): void {
    this.cursor.next();
    const option = this.cursor.option();
    if (option) this.options.set(...option);
    this.cursor.skipStatement();
  }

  private import(): void {
    this.cursor.next();
    const isPublic = this.cursor.taken('public');
    if (!isPublic && !this.cursor.taken('weak')) this.cursor.taken('option');
    if (this.cursor.token.kind !== 'string')
      throw this.cursor.stop(this.cursor.token.span, 'the path of the file to import is missing');
    const path = this.cursor.next();
    this.imports.push({ path: unquoted(path), span: path.span, public: isPublic });
    this.cursor.endOfLine();
    this.importAt = this.cursor.before.span.end;
  }

  private declaration(body: Body, outer: string): void {
    if (this.cursor.token.text === 'enum') body.enums.push(this.enum(outer));
    else body.messages.push(this.message(outer));
  }

  private message(outer: string): ProtoMessage {
    const doc = this.cursor.next().above;
    const name = this.cursor.name('a message');
    return this.messageBody(name, qualified(outer, name.text), doc);
  }

  private messageBody(name: ProtoToken, full: string, doc: string | undefined): ProtoMessage {
    const body = emptyBody();
    if (++this.depth > DEEPEST) throw this.cursor.stop(name.span, `more than ${DEEPEST} messages within each other`);
    this.block(`the message '${name.text}'`, name, () => this.member(body, full));
    this.depth--;
    const message = { name: full, span: name.span, ...(doc === undefined ? {} : { doc }), ...body };
    checkMessage(message, this.findings);
    return message;
  }

  private member(body: Body, outer: string): void {
    const { text } = this.cursor.token;
    const next = this.cursor.second;
    if (text === ';') this.cursor.next();
    else if ((text === 'message' || text === 'enum') && next.kind === 'word') this.declaration(body, outer);
    else if (text === 'option' || text === 'extensions') this.cursor.skipStatement();
    else if (text === 'reserved') this.reserved(body.reserved);
    else if (text === 'extend') this.cursor.skipDeclaration();
    else if (text === 'oneof') this.oneof(body, outer);
    else if (text === 'export' || text === 'local') this.cursor.next();
    else this.field(body, outer, false);
  }

  private oneof(body: Body, outer: string): void {
    this.cursor.next();
    const name = this.cursor.name('a oneof');
    const members: Body = { ...body, fields: [] };
    this.block(`the oneof '${name.text}'`, name, () => {
      if (this.cursor.token.text === 'option') this.cursor.skipStatement();
      else if (!this.cursor.taken(';')) this.field(members, outer, true);
    });
    const all = members.fields.map(field => field.name).join(', ');
    body.fields.push(...members.fields.map(field => ({ ...field, oneof: all })));
  }

  private field(body: Body, outer: string, inOneof: boolean): void {
    const first = this.cursor.token;
    const label = this.label(inOneof);
    if (this.cursor.token.text === 'group') {
      this.group(body, outer, label);
      return;
    }
    if (this.cursor.token.kind !== 'word' && this.cursor.token.text !== '.')
      throw this.cursor.stop(this.cursor.token.span, 'a field is missing here', { help: 'such as: string name = 1;' });
    const map = this.cursor.token.text === 'map' && this.cursor.second.text === '<';
    const key = map ? this.mapKey() : undefined;
    const type = this.cursor.fullName("a field's type");
    if (map) this.cursor.expect('>');
    if (!label && !map && !inOneof) this.checkUnlabelled(type.span);
    if (map && (label || inOneof))
      this.cursor.report(first, label ? 'a map has no label' : 'a map cannot stand in a oneof');
    const name = this.cursor.name('a field');
    const number = this.fieldNumber(name);
    const options = this.cursor.options();
    this.cursor.endOfLine();
    const doc = first.above ?? this.cursor.before.behind;
    body.fields.push({
      name: name.text,
      nameSpan: name.span,
      number,
      label,
      type: type.text,
      typeSpan: type.span,
      options,
      ...(key === undefined ? {} : { key }),
      ...(doc === undefined ? {} : { doc }),
    });
  }

  private label(inOneof: boolean): ProtoField['label'] {
    const { text, span } = this.cursor.token;
    if (text !== 'optional' && text !== 'required' && text !== 'repeated') return undefined;
    this.cursor.next();
    if (inOneof) this.findings.error(RULE, span, `a member of a oneof has no label`);
    else if (text === 'required' && this.syntax !== 'proto2' && this.syntax !== undefined)
      this.findings.error(RULE, span, `there is no 'required' in ${this.syntax}`, {
        help:
          this.syntax === 'proto3'
            ? 'leave it out, or use optional'
            : 'use [features.field_presence = LEGACY_REQUIRED]',
      });
    else this.syntax ??= 'proto2';
    return text;
  }

  /** Only proto2 asks for labels; a file without a syntax line is proto2, and that is seldom meant. */
  private checkUnlabelled(span: Span): void {
    if (this.syntax === undefined) {
      this.syntax = 'proto3';
      this.findings.error(RULE, span, 'without a syntax line the file is proto2, where each field needs a label', {
        help: 'write syntax = "proto3"; on the first line',
        fixes: [
          { title: 'Make the file proto3', edits: [{ span: { start: 0, end: 0 }, text: 'syntax = "proto3";\n' }] },
        ],
      });
    } else if (this.syntax === 'proto2')
      this.findings.error(RULE, span, 'a field of proto2 needs a label: optional, required or repeated', {
        fixes: [
          { title: 'Make it optional', edits: [{ span: { start: span.start, end: span.start }, text: 'optional ' }] },
        ],
      });
  }

  private mapKey(): string {
    this.cursor.next();
    this.cursor.next();
    const key = this.cursor.fullName('the type of the keys');
    this.cursor.expect(',');
    if (!/^(u?int(32|64)|sint(32|64)|s?fixed(32|64)|bool|string)$/.test(key.text))
      this.findings.error('schema/proto-type', key.span, `${key.text} cannot be the key of a map`, {
        help: 'keys are strings, booleans or whole numbers',
      });
    return key.text;
  }

  /** proto2: a message and its field at once. */
  private group(body: Body, outer: string, label: ProtoField['label']): void {
    const word = this.cursor.next();
    if (this.syntax === 'proto3') this.cursor.report(word, "there is no 'group' in proto3", { help: 'use a message' });
    const name = this.cursor.name('a group');
    const number = this.fieldNumber(name);
    const options = this.cursor.options();
    const message = this.messageBody(name, qualified(outer, name.text), undefined);
    body.messages.push(message);
    const field = { name: name.text.toLowerCase(), nameSpan: name.span, number, label, options, group: true as const };
    body.fields.push({ ...field, type: name.text, typeSpan: name.span });
  }

  private fieldNumber(name: ProtoToken): number {
    if (this.cursor.token.text !== '=')
      throw this.cursor.stop(name.span, `'${name.text}' needs its number`, { help: `such as ${name.text} = 1;` });
    this.cursor.next();
    const token = this.cursor.next();
    const number = /^(0[xX][\da-fA-F]+|\d+)$/.test(token.text) ? Number(token.text) : Number.NaN;
    if (!(number >= 1 && number <= 536_870_911) || (number >= 19_000 && number <= 19_999))
      this.findings.error(
        'schema/proto-number',
        token.kind === 'number' ? token.span : name.span,
        `the number of '${name.text}' must be from 1 to 536870911, and not 19000 to 19999`,
      );
    if (token.kind !== 'number') {
      this.cursor.putBack();
      throw new Stop();
    }
    return number;
  }

  private reserved(reserved: Reserved): void {
    this.cursor.next();
    do {
      const token = this.cursor.next();
      if (token.kind === 'string' || token.kind === 'word') reserved.names.push(unquoted(token));
      else if (token.kind === 'number') {
        const from = Number(token.text);
        const to = this.cursor.taken('to') ? this.cursor.next().text : token.text;
        reserved.numbers.push([from, to === 'max' ? Number.POSITIVE_INFINITY : Number(to)]);
      } else throw this.cursor.stop(token.span, 'numbers or names are reserved: reserved 2, 5 to 9; reserved "old";');
    } while (this.cursor.taken(','));
    this.cursor.endOfLine();
  }

  private enum(outer: string): ProtoEnum {
    this.cursor.next();
    const name = this.cursor.name('an enum');
    const values: EnumValue[] = [];
    let alias = false;
    this.block(`the enum '${name.text}'`, name, () => {
      if (this.cursor.taken(';')) return;
      if (this.cursor.token.text === 'option' || this.cursor.token.text === 'reserved') {
        alias ||= this.cursor.second.text === 'allow_alias';
        this.cursor.skipStatement();
        return;
      }
      const value = this.cursor.name('a value');
      this.cursor.expect('=');
      const negative = this.cursor.taken('-');
      const number = this.cursor.next();
      if (number.kind !== 'number') throw this.cursor.stop(number.span, `'${value.text}' needs its number`);
      if (this.cursor.token.text === '[') this.cursor.skipBrackets();
      this.cursor.endOfLine();
      values.push({
        name: value.text,
        span: value.span,
        number: Number(number.text) * (negative ? -1 : 1),
        at: number.span,
      });
    });
    checkEnum(name, values, { alias, fromZero: this.syntax === 'proto3' }, this.findings);
    return { name: qualified(outer, name.text), span: name.span, values };
  }

  /** `{ … }` of statements; what it is of stands in the message when it is not closed. */
  private block(what: string, name: ProtoToken, member: () => void): void {
    if (!this.cursor.taken('{')) throw this.cursor.stop(name.span, `'{' is missing after ${what}`);
    while (!this.cursor.taken('}')) {
      if (this.cursor.token.kind === 'end') {
        this.cursor.report(name, `${what} is not closed: its '}' is missing`);
        return;
      }
      this.statement(member);
    }
  }

  /** One statement; after a mistake what is left of it is passed over. */
  private statement(read: () => void): void {
    const start = this.cursor.position;
    const { depth } = this;
    try {
      read();
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      this.depth = depth;
      this.cursor.recover(start);
    }
  }
}

const emptyBody = (): Body => ({ fields: [], messages: [], enums: [], reserved: { names: [], numbers: [] } });

const qualified = (outer: string, name: string): string => (outer === '' ? name : `${outer}.${name}`);
