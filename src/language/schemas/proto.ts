/**
 * The columns a Protobuf message (.proto) gives a relation. The parser is ours: protobufjs 8.8 stops at the first mistake,
 * knows only its line ("illegal token 'string' (line 1)" for a number used twice) and adds 120 KB to the language server.
 */
import { linesOf } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { ProtoMessage } from './proto-file.ts';
import { allMessages } from './proto-file.ts';
import type { LinkedFile, ResolveImport } from './proto-link.ts';
import { linkProto, reportMissing } from './proto-link.ts';
import { parseProto } from './proto-parse.ts';
import { isDecimal, ProtoToSql } from './proto-sql.ts';
import type { ProtoWire } from './proto-wire.ts';
import { ProtoRefusal, wireOf } from './proto-wire.ts';
import { chooseRoot } from './root.ts';
import type { SchemaResult } from './schema.ts';
import { Findings } from './schema.ts';

/** @param name the message to read when there are several, with or without its package */
export function readProto(text: string, name?: string, resolve: ResolveImport = () => undefined): SchemaResult {
  const findings = new Findings();
  const file = parseProto(text, findings);
  const linked = linkProto(file, resolve, findings);
  const sql = new ProtoToSql(linked, findings);
  const everything = allMessages(file.messages);
  for (const message of everything) sql.check(message);
  reportMissing(linked, sql.lacksImport ? 'error' : 'warning', findings);
  // A message that only says how a number is written is not what a topic holds.
  const candidates = name === undefined ? file.messages.filter(message => !isDecimal(message)) : everything;
  const message = rootOf(candidates, name, linked, findings);
  return {
    columns: message?.fields.map(field => sql.column(field, message, linked)) ?? [],
    problems: findings.sorted(),
    title: message ? `Protobuf message ${message.name}` : 'Protobuf schema',
  };
}

/** A message by its place: which of the file's, which of those within it, and so on. @throws ProtoRefusal without one there */
export function readProtoWireAt(
  text: string,
  path: readonly number[],
  resolve: ResolveImport = () => undefined,
): ProtoWire {
  const { messages } = parseProto(text, new Findings());
  let found: ProtoMessage | undefined;
  let among = messages;
  for (const index of path) {
    found = among[index];
    among = found?.messages ?? [];
  }
  if (!found) throw new ProtoRefusal(`there is no message at ${path.join('.')}`);
  return readProtoWire(text, found.name, resolve);
}

/**
 * What a record of the message is in bytes. @throws ProtoRefusal with the first error of the file, or for what is not read
 * @param name as of `readProto`
 */
export function readProtoWire(text: string, name?: string, resolve: ResolveImport = () => undefined): ProtoWire {
  const findings = new Findings();
  const linked = linkProto(parseProto(text, findings), resolve, findings);
  const everything = allMessages(linked.file.messages);
  const candidates = name === undefined ? linked.file.messages.filter(message => !isDecimal(message)) : everything;
  const message = rootOf(candidates, name, linked, findings);
  const error = findings.sorted().find(problem => problem.severity === 'error');
  if (error) throw new ProtoRefusal(error.message, error.span, linesOf(text).positionAt(error.span.start).line + 1);
  if (!message) throw new ProtoRefusal('it has no message');
  return wireOf(message, linked);
}

/** Where a file says the name of one of its messages; undefined for one that it does not have. */
export const messagePlace = (text: string, name: string): Span | undefined =>
  allMessages(parseProto(text, new Findings()).messages).find(message => message.name === name)?.span;

function rootOf(
  candidates: readonly ProtoMessage[],
  name: string | undefined,
  file: LinkedFile,
  findings: Findings,
): ProtoMessage | undefined {
  if (candidates.length > 0) return chooseRoot(candidates, name, root => referred(root, file), findings, 'message');
  if (!findings.list.some(problem => problem.severity === 'error'))
    findings.error(
      'schema/relation',
      { start: 0, end: 0 },
      "a relation's columns are the fields of a message, and there is none here",
    );
  return undefined;
}

/** Messages of this file within a message, each once. */
function referred(root: ProtoMessage, file: LinkedFile): readonly ProtoMessage[] {
  const found = new Set<ProtoMessage>();
  const visit = (message: ProtoMessage): void => {
    for (const field of message.fields) {
      const type = file.resolve(field.type, message.name);
      if (type?.kind !== 'message' || type.file !== file || found.has(type.message)) continue;
      found.add(type.message);
      visit(type.message);
    }
  };
  visit(root);
  return [...found];
}
