/** Parses .proto text (proto2, proto3, editions); after a mistake it goes on with the next statement. Never throws. */
import type { Fix } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import { checkEnum, checkMessage, type EnumValue, type Reserved } from './proto-check.ts';
import type { ProtoEnum, ProtoField, ProtoFile, ProtoImport, ProtoMessage } from './proto-file.ts';
import type { ProtoToken } from './proto-tokens.ts';
import { protoTokens, unquoted } from './proto-tokens.ts';
import type { Findings } from './schema.ts';

const RULE = 'schema/proto-syntax';
/** Messages within each other; the parser calls itself. */
const DEEPEST = 64;

export function parseProto(text: string, findings: Findings): ProtoFile {
  return new ProtoParser(text, findings).file();
}

/** Ends one statement; what is wrong has been reported. */
class Stop extends Error {}

interface Body {
  readonly fields: ProtoField[];
  readonly messages: ProtoMessage[];
  readonly enums: ProtoEnum[];
  readonly reserved: Reserved;
}

class ProtoParser {
  private readonly findings: Findings;
  private readonly tokens: readonly ProtoToken[];
  private at = 0;
  private depth = 0;
  private syntax: ProtoFile['syntax'] | undefined;
  private package = '';
  private importAt = 0;
  private readonly imports: ProtoImport[] = [];

  constructor(text: string, findings: Findings) {
    this.findings = findings;
    this.tokens = protoTokens(text);
  }

  file(): ProtoFile {
    const body = emptyBody();
    while (this.token.kind !== 'end') {
      this.statement(() => this.topLevel(body));
      if (this.taken('}')) this.report(this.before, "this '}' closes nothing");
    }
    return {
      syntax: this.syntax ?? 'proto2',
      package: this.package,
      imports: this.imports,
      messages: body.messages,
      enums: body.enums,
      importAt: this.importAt,
    };
  }

  private topLevel(body: Body): void {
    const { text, span } = this.token;
    if (text === ';' || text === 'export' || text === 'local') this.at++;
    else if (text === 'syntax' || text === 'edition') this.syntaxLine();
    else if (text === 'import') this.import();
    else if (text === 'package') {
      this.at++;
      this.package = this.fullName('a package').text;
      this.endOfLine();
      this.importAt = this.before.span.end;
    } else if (text === 'message' || text === 'enum') this.declaration(body, this.package);
    else if (text === 'option') this.skipStatement();
    else if (text === 'extend' || text === 'service') this.skipDeclaration();
    else
      throw this.stop(span, `'${text}' begins nothing a .proto file has here`, {
        help: 'a file has syntax, package, import, option, message, enum, extend and service',
      });
  }

  private syntaxLine(): void {
    const edition = this.next().text === 'edition';
    this.expect('=');
    const value = this.next();
    const version = unquoted(value);
    if (edition) this.syntax = 'editions';
    else if (version === 'proto2' || version === 'proto3') this.syntax = version;
    else
      this.report(value, `there is no syntax '${version}'`, {
        help: 'it is "proto2" or "proto3"',
        fixes: [{ title: 'Use "proto3"', edits: [{ span: value.span, text: '"proto3"' }] }],
      });
    this.endOfLine();
    this.importAt = this.before.span.end;
  }

  private import(): void {
    this.at++;
    const isPublic = this.taken('public');
    if (!isPublic && !this.taken('weak')) this.taken('option');
    if (this.token.kind !== 'string') throw this.stop(this.token.span, 'the path of the file to import is missing');
    const path = this.next();
    this.imports.push({ path: unquoted(path), span: path.span, public: isPublic });
    this.endOfLine();
    this.importAt = this.before.span.end;
  }

  private declaration(body: Body, outer: string): void {
    if (this.token.text === 'enum') body.enums.push(this.enum(outer));
    else body.messages.push(this.message(outer));
  }

  private message(outer: string): ProtoMessage {
    const doc = this.next().above;
    const name = this.name('a message');
    return this.messageBody(name, qualified(outer, name.text), doc);
  }

  private messageBody(name: ProtoToken, full: string, doc: string | undefined): ProtoMessage {
    const body = emptyBody();
    if (++this.depth > DEEPEST) throw this.stop(name.span, `more than ${DEEPEST} messages within each other`);
    this.block(`the message '${name.text}'`, name, () => this.member(body, full));
    this.depth--;
    const { reserved, ...rest } = body;
    const message = { name: full, span: name.span, ...(doc === undefined ? {} : { doc }), ...rest };
    checkMessage(message, reserved, this.findings);
    return message;
  }

  private member(body: Body, outer: string): void {
    const { text } = this.token;
    const next = this.tokens[this.at + 1]!;
    if (text === ';') this.at++;
    else if ((text === 'message' || text === 'enum') && next.kind === 'word') this.declaration(body, outer);
    else if (text === 'option' || text === 'extensions') this.skipStatement();
    else if (text === 'reserved') this.reserved(body.reserved);
    else if (text === 'extend') this.skipDeclaration();
    else if (text === 'oneof') this.oneof(body, outer);
    else if (text === 'export' || text === 'local') this.at++;
    else this.field(body, outer, false);
  }

  private oneof(body: Body, outer: string): void {
    this.at++;
    const name = this.name('a oneof');
    const members: Body = { ...body, fields: [] };
    this.block(`the oneof '${name.text}'`, name, () => {
      if (this.token.text === 'option') this.skipStatement();
      else if (!this.taken(';')) this.field(members, outer, true);
    });
    const all = members.fields.map(field => field.name).join(', ');
    body.fields.push(...members.fields.map(field => ({ ...field, oneof: all })));
  }

  private field(body: Body, outer: string, inOneof: boolean): void {
    const first = this.token;
    const label = this.label(inOneof);
    if (this.token.text === 'group') {
      this.group(body, outer, label);
      return;
    }
    if (this.token.kind !== 'word' && this.token.text !== '.')
      throw this.stop(this.token.span, 'a field is missing here', { help: 'such as: string name = 1;' });
    const map = this.token.text === 'map' && this.tokens[this.at + 1]!.text === '<';
    const key = map ? this.mapKey() : undefined;
    const type = this.fullName("a field's type");
    if (map) this.expect('>');
    if (!label && !map && !inOneof) this.checkUnlabelled(type.span);
    if (map && (label || inOneof)) this.report(first, label ? 'a map has no label' : 'a map cannot stand in a oneof');
    const name = this.name('a field');
    const number = this.fieldNumber(name);
    if (this.token.text === '[') this.skipBrackets();
    this.endOfLine();
    const doc = first.above ?? this.before.behind;
    body.fields.push({
      name: name.text,
      nameSpan: name.span,
      number,
      label,
      type: type.text,
      typeSpan: type.span,
      ...(key === undefined ? {} : { key }),
      ...(doc === undefined ? {} : { doc }),
    });
  }

  private label(inOneof: boolean): ProtoField['label'] {
    const { text, span } = this.token;
    if (text !== 'optional' && text !== 'required' && text !== 'repeated') return undefined;
    this.at++;
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
    this.at += 2;
    const key = this.fullName('the type of the keys');
    this.expect(',');
    if (!/^(u?int(32|64)|sint(32|64)|s?fixed(32|64)|bool|string)$/.test(key.text))
      this.findings.error('schema/proto-type', key.span, `${key.text} cannot be the key of a map`, {
        help: 'keys are strings, booleans or whole numbers',
      });
    return key.text;
  }

  /** proto2: a message and its field at once. */
  private group(body: Body, outer: string, label: ProtoField['label']): void {
    const word = this.next();
    if (this.syntax === 'proto3') this.report(word, "there is no 'group' in proto3", { help: 'use a message' });
    const name = this.name('a group');
    const number = this.fieldNumber(name);
    if (this.token.text === '[') this.skipBrackets();
    const message = this.messageBody(name, qualified(outer, name.text), undefined);
    body.messages.push(message);
    const field = { name: name.text.toLowerCase(), nameSpan: name.span, number, label };
    body.fields.push({ ...field, type: name.text, typeSpan: name.span });
  }

  private fieldNumber(name: ProtoToken): number {
    if (this.token.text !== '=')
      throw this.stop(name.span, `'${name.text}' needs its number`, { help: `such as ${name.text} = 1;` });
    this.at++;
    const token = this.next();
    const number = /^(0[xX][\da-fA-F]+|\d+)$/.test(token.text) ? Number(token.text) : Number.NaN;
    if (!(number >= 1 && number <= 536_870_911) || (number >= 19_000 && number <= 19_999))
      this.findings.error(
        'schema/proto-number',
        token.kind === 'number' ? token.span : name.span,
        `the number of '${name.text}' must be from 1 to 536870911, and not 19000 to 19999`,
      );
    if (token.kind !== 'number') {
      this.at--;
      throw new Stop();
    }
    return number;
  }

  private reserved(reserved: Reserved): void {
    this.at++;
    do {
      const token = this.next();
      if (token.kind === 'string' || token.kind === 'word') reserved.names.push(unquoted(token));
      else if (token.kind === 'number') {
        const from = Number(token.text);
        const to = this.taken('to') ? this.next().text : token.text;
        reserved.numbers.push([from, to === 'max' ? Number.POSITIVE_INFINITY : Number(to)]);
      } else throw this.stop(token.span, 'numbers or names are reserved: reserved 2, 5 to 9; reserved "old";');
    } while (this.taken(','));
    this.endOfLine();
  }

  private enum(outer: string): ProtoEnum {
    this.at++;
    const name = this.name('an enum');
    const values: EnumValue[] = [];
    let alias = false;
    this.block(`the enum '${name.text}'`, name, () => {
      if (this.taken(';')) return;
      if (this.token.text === 'option' || this.token.text === 'reserved') {
        alias ||= this.tokens[this.at + 1]!.text === 'allow_alias';
        this.skipStatement();
        return;
      }
      const value = this.name('a value');
      this.expect('=');
      const negative = this.taken('-');
      const number = this.next();
      if (number.kind !== 'number') throw this.stop(number.span, `'${value.text}' needs its number`);
      if (this.token.text === '[') this.skipBrackets();
      this.endOfLine();
      values.push({
        name: value.text,
        span: value.span,
        number: Number(number.text) * (negative ? -1 : 1),
        at: number.span,
      });
    });
    checkEnum(name, values, { alias, fromZero: this.syntax === 'proto3' }, this.findings);
    return { name: qualified(outer, name.text), span: name.span };
  }

  /** `{ … }` of statements; what it is of stands in the message when it is not closed. */
  private block(what: string, name: ProtoToken, member: () => void): void {
    if (!this.taken('{')) throw this.stop(name.span, `'{' is missing after ${what}`);
    while (!this.taken('}')) {
      if (this.token.kind === 'end') {
        this.report(name, `${what} is not closed: its '}' is missing`);
        return;
      }
      this.statement(member);
    }
  }

  /** One statement; after a mistake what is left of it is passed over. */
  private statement(read: () => void): void {
    const start = this.at;
    const { depth } = this;
    try {
      read();
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      this.depth = depth;
      if (this.at === start && this.token.text !== '}') this.at++;
      while (this.token.kind !== 'end' && this.token.text !== '}') {
        if (this.token.text === '{') {
          this.skipBlock();
          return;
        }
        if (this.next().text === ';') return;
      }
    }
  }

  /** `service S { … }`, `extend T { … }`: nothing in them is a column. */
  private skipDeclaration(): void {
    while (this.token.kind !== 'end' && this.token.text !== '{' && this.token.text !== ';') this.at++;
    if (this.token.text === '{') this.skipBlock();
    else this.endOfLine();
  }

  private skipStatement(): void {
    while (this.token.kind !== 'end' && this.token.text !== '}') {
      if (this.token.text === '{') this.skipBlock();
      else if (this.next().text === ';') return;
    }
  }

  /** From its opening brace to behind the closing one. */
  private skipBlock(): void {
    let open = 0;
    do {
      const { text, kind } = this.next();
      if (kind === 'end') return;
      if (kind === 'symbol') open += text === '{' ? 1 : text === '}' ? -1 : 0;
    } while (open > 0);
  }

  private skipBrackets(): void {
    let open = 0;
    while (this.token.kind !== 'end' && this.token.text !== ';' && this.token.text !== '}') {
      if (this.token.text === '{') this.skipBlock();
      else {
        const { text } = this.next();
        open += text === '[' ? 1 : text === ']' ? -1 : 0;
        if (open === 0) return;
      }
    }
  }

  private fullName(what: string): { readonly text: string; readonly span: Span } {
    const { start } = this.token.span;
    let text = this.taken('.') ? '.' : '';
    do text += `${text === '' || text === '.' ? '' : '.'}${this.name(what).text}`;
    while (this.taken('.'));
    return { text, span: { start, end: this.before.span.end } };
  }

  private name(what: string): ProtoToken {
    if (this.token.kind !== 'word')
      throw this.stop(this.token.kind === 'end' ? this.before.span : this.token.span, `${what} needs a name here`);
    return this.next();
  }

  private expect(text: string): void {
    if (!this.taken(text)) throw this.stop(this.before.span, `'${text}' is missing after '${this.before.text}'`);
  }

  /** A missing `;` is reported, and the next line is read as if it had been there. */
  private endOfLine(): void {
    if (this.taken(';')) return;
    const { span, text } = this.before;
    this.report({ span }, `';' is missing after '${text}'`, {
      fixes: [{ title: "Add ';'", edits: [{ span: { start: span.end, end: span.end }, text: ';' }] }],
    });
  }

  private get token(): ProtoToken {
    return this.tokens[this.at]!;
  }

  private get before(): ProtoToken {
    return this.tokens[Math.max(0, this.at - 1)]!;
  }

  private next(): ProtoToken {
    const { token } = this;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  /** Passes over this word or symbol, if it stands here. */
  private taken(text: string): boolean {
    if (this.token.text !== text) return false;
    this.at++;
    return true;
  }

  private report(
    at: { readonly span: Span },
    message: string,
    more: { help?: string; fixes?: readonly Fix[] } = {},
  ): void {
    this.findings.error(RULE, at.span, message, more);
  }

  private stop(span: Span, message: string, more: { help?: string } = {}): Stop {
    this.findings.error(RULE, span, message, more);
    return new Stop();
  }
}

const emptyBody = (): Body => ({ fields: [], messages: [], enums: [], reserved: { names: [], numbers: [] } });

const qualified = (outer: string, name: string): string => (outer === '' ? name : `${outer}.${name}`);
