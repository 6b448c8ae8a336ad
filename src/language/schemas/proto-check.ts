/** What must be unique or in range within a message or an enum, as protoc asks. */
import type { Span } from '../text/span.ts';
import type { EnumValue, ProtoMessage } from './proto-file.ts';
import type { Findings } from './schema.ts';

export function checkMessage(message: ProtoMessage, findings: Findings): void {
  const { reserved } = message;
  const names = new Map<string, Span>();
  const numbers = new Map<number, { readonly name: string; readonly span: Span }>();
  for (const { name, nameSpan: span, number } of message.fields) {
    again(names.get(name), span, `the name '${name}'`, findings);
    names.set(name, names.get(name) ?? span);
    if (Number.isNaN(number)) continue;
    const taken = numbers.get(number);
    if (taken)
      findings.error(
        'schema/proto-number',
        span,
        `the number ${number} of '${name}' is already that of '${taken.name}'`,
        {
          related: [{ span: taken.span, message: 'the first one' }],
          help: `use a number that is free, such as ${Math.max(...numbers.keys()) + 1}`,
        },
      );
    else numbers.set(number, { name, span });
    if (reserved.names.includes(name) || reserved.numbers.some(([from, to]) => number >= from && number <= to))
      findings.error('schema/proto-number', span, `the name or number of '${name}' is reserved in this message`);
  }
  const types = new Map<string, Span>();
  for (const { name, span } of [...message.messages, ...message.enums]) {
    again(types.get(name), span, `the type '${name}'`, findings);
    types.set(name, span);
  }
}

export function checkEnum(
  { text, span }: { readonly text: string; readonly span: Span },
  values: readonly EnumValue[],
  options: { readonly alias: boolean; readonly fromZero: boolean },
  findings: Findings,
): void {
  const first = values[0];
  if (!first) findings.error('schema/proto-syntax', span, `the enum '${text}' needs at least one value`);
  else if (options.fromZero && first.number !== 0)
    findings.error('schema/proto-number', first.at, `the first value of an enum is 0 in proto3: it is the default`);
  const names = new Map<string, Span>();
  const numbers = new Map<number, string>();
  for (const value of values) {
    again(names.get(value.name), value.span, `the value '${value.name}'`, findings);
    names.set(value.name, value.span);
    const other = numbers.get(value.number);
    if (other !== undefined && !options.alias)
      findings.error('schema/proto-number', value.at, `${value.number} is already the number of '${other}'`, {
        help: 'write option allow_alias = true; if both names are meant',
      });
    else numbers.set(value.number, value.name);
  }
}

/** Reports the second of two that share a name. */
function again(first: Span | undefined, span: Span, what: string, findings: Findings): void {
  if (first)
    findings.error('schema/proto-name', span, `${what} is there twice`, {
      related: [{ span: first, message: 'the first one' }],
    });
}
