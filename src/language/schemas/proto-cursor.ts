/** Where a .proto parser stands among its tokens: what is taken, passed over, and reported as missing. */
import type { Fix } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import type { ProtoToken } from './proto-tokens.ts';
import { protoTokens } from './proto-tokens.ts';
import type { Findings } from './schema.ts';

const RULE = 'schema/proto-syntax';

/** Ends one statement; what is wrong has been reported. Never leaves the parser. */
export class Stop extends Error {}

export class ProtoCursor {
  readonly findings: Findings;
  private readonly tokens: readonly ProtoToken[];
  private at = 0;

  constructor(text: string, findings: Findings) {
    this.findings = findings;
    this.tokens = protoTokens(text);
  }

  /** `a.b.C` or `.a.b.C`, as the schema writes a type or package; `what` it is stands in the message. */
  fullName(what: string): { readonly text: string; readonly span: Span } {
    const { start } = this.token.span;
    let text = this.taken('.') ? '.' : '';
    do text += `${text === '' || text === '.' ? '' : '.'}${this.name(what).text}`;
    while (this.taken('.'));
    return { text, span: { start, end: this.before.span.end } };
  }

  /** One word. */
  name(what: string): ProtoToken {
    if (this.token.kind !== 'word')
      throw this.stop(this.token.kind === 'end' ? this.before.span : this.token.span, `${what} needs a name here`);
    return this.next();
  }

  expect(text: string): void {
    if (!this.taken(text)) throw this.stop(this.before.span, `'${text}' is missing after '${this.before.text}'`);
  }

  /** A missing `;` is reported, and the next line is read as if it had been there. */
  endOfLine(): void {
    if (this.taken(';')) return;
    const { span, text } = this.before;
    this.report({ span }, `';' is missing after '${text}'`, {
      fixes: [{ title: "Add ';'", edits: [{ span: { start: span.end, end: span.end }, text: ';' }] }],
    });
  }

  get token(): ProtoToken {
    return this.tokens[this.at]!;
  }

  get before(): ProtoToken {
    return this.tokens[Math.max(0, this.at - 1)]!;
  }

  next(): ProtoToken {
    const { token } = this;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  /** Passes over this word or symbol, if it stands here. */
  taken(text: string): boolean {
    if (this.token.text !== text) return false;
    this.at++;
    return true;
  }

  report(at: { readonly span: Span }, message: string, more: { help?: string; fixes?: readonly Fix[] } = {}): void {
    this.findings.error(RULE, at.span, message, more);
  }

  /** Reports, and is to be thrown. */
  stop(span: Span, message: string, more: { help?: string } = {}): Stop {
    this.findings.error(RULE, span, message, more);
    return new Stop();
  }

  /** `service S { … }`, `extend T { … }`: nothing in them is a column. */
  skipDeclaration(): void {
    while (this.token.kind !== 'end' && this.token.text !== '{' && this.token.text !== ';') this.at++;
    if (this.token.text === '{') this.skipBlock();
    else this.endOfLine();
  }

  /** To behind its `;`. */
  skipStatement(): void {
    while (this.token.kind !== 'end' && this.token.text !== '}') {
      if (this.token.text === '{') this.skipBlock();
      else if (this.next().text === ';') return;
    }
  }

  /** From its opening brace to behind the closing one. */
  skipBlock(): void {
    let open = 0;
    do {
      const { text, kind } = this.next();
      if (kind === 'end') return;
      if (kind === 'symbol') open += text === '{' ? 1 : text === '}' ? -1 : 0;
    } while (open > 0);
  }

  /** `[deprecated = true]`, as far as its statement goes. */
  skipBrackets(): void {
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

  /** `[deprecated = true, default = 5]`, if it stands here: the options that are one value each, as written. */
  options(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    const { at, token: first } = this;
    if (first.text !== '[') return found;
    do {
      this.at++;
      const option = this.option();
      if (option) found.set(...option);
      while (this.token.kind !== 'end' && !/^[,\];}]$/.test(this.token.text)) {
        if (this.token.text === '{') this.skipBlock();
        else this.at++;
      }
    } while (this.token.text === ',');
    this.at = at;
    this.skipBrackets();
    return found;
  }

  /** `name = value`, from the name on; undefined where the name is in parentheses or the value is no single one. */
  option(): [name: string, value: string] | undefined {
    let name = '';
    while (this.token.kind === 'word' || this.token.text === '.') name += this.next().text;
    if (name === '' || !this.taken('=')) return undefined;
    const sign = this.taken('-') ? '-' : '';
    if (this.token.kind === 'symbol' || this.token.kind === 'end') return undefined;
    let value = sign + this.next().text;
    // Strings that stand side by side are one.
    while (this.token.kind === 'string' && /^["']/.test(value))
      value = `"${value.slice(1, -1)}${this.next().text.slice(1, -1)}"`;
    return [name, value];
  }

  /** After a mistake: to behind the statement's end, or to the brace that closes what is around it. */
  recover(start: number): void {
    if (this.at === start && this.token.text !== '}') this.at++;
    while (this.token.kind !== 'end' && this.token.text !== '}') {
      if (this.token.text === '{') {
        this.skipBlock();
        return;
      }
      if (this.next().text === ';') return;
    }
  }

  /** To come back to, for `recover`. */
  get position(): number {
    return this.at;
  }

  /** The token behind the one that comes next. */
  get second(): ProtoToken {
    return this.tokens[this.at + 1] ?? this.token;
  }

  /** A token that was taken is no part of the statement after all. */
  putBack(): void {
    this.at--;
  }
}
