/** The files a .proto imports, read as far as they can be had, and what a type's name means in one of them. */
import type { Severity } from '../text/diagnostic.ts';
import { linesOf } from '../text/lines.ts';
import type { EnumValue, ProtoEnum, ProtoFile, ProtoImport, ProtoMessage } from './proto-file.ts';
import { allMessages } from './proto-file.ts';
import { KNOWN_FILES, KNOWN_MESSAGES } from './proto-known.ts';
import { parseProto } from './proto-parse.ts';
import { Findings } from './schema.ts';

/** The text of an imported file, by the path in its import statement; undefined when there is none. */
export type ResolveImport = (path: string) => string | undefined;

export type ProtoType =
  | { readonly kind: 'message'; readonly message: ProtoMessage; readonly file: LinkedFile }
  | { readonly kind: 'enum'; readonly name: string; readonly values: readonly EnumValue[]; readonly file: LinkedFile }
  | { readonly kind: 'known'; readonly name: string };

/** Imported nearly always to extend options, which are no columns: it need not be at hand. */
const OPTIONS_FILE = 'google/protobuf/descriptor.proto';

/** A file with what its names can mean. */
export class LinkedFile {
  readonly file: ProtoFile;
  /** An import could not be had: a name that is not found may be in it. */
  incomplete = false;
  /** Imports that could not be had. */
  readonly missing: ProtoImport[] = [];
  /** Known files imported, also through public imports. */
  readonly known = new Set<string>();
  private readonly own = new Map<string, ProtoType>();
  private readonly imported: { readonly from: LinkedFile; readonly public: boolean }[] = [];

  constructor(file: ProtoFile) {
    this.file = file;
    for (const message of allMessages(file.messages))
      this.own.set(message.name, { kind: 'message', message, file: this });
    const enums: readonly ProtoEnum[] = [...file.enums, ...allMessages(file.messages).flatMap(each => each.enums)];
    for (const { name, values } of enums) this.own.set(name, { kind: 'enum', name, values, file: this });
  }

  import(from: LinkedFile, isPublic: boolean): void {
    this.imported.push({ from, public: isPublic });
    if (from.incomplete) this.incomplete = true;
    for (const each of from.file.imports) if (each.public && KNOWN_FILES.has(each.path)) this.known.add(each.path);
  }

  /** What a name written within `scope` (a full name) stands for: the innermost that fits, as protoc looks. */
  resolve(written: string, scope: string): ProtoType | undefined {
    if (written.startsWith('.')) return this.find(written.slice(1));
    for (let around = scope; ; around = around.slice(0, Math.max(0, around.lastIndexOf('.')))) {
      const found = this.find(around === '' ? written : `${around}.${written}`);
      if (found || around === '') return found;
    }
  }

  /** Names that could have been meant, by their last part. */
  *names(): Generator<string> {
    for (const name of this.own.keys()) yield name.slice(name.lastIndexOf('.') + 1);
    for (const { from } of this.imported) for (const name of from.own.keys()) yield name;
  }

  private find(name: string): ProtoType | undefined {
    if (KNOWN_MESSAGES.has(name)) return { kind: 'known', name };
    return this.own.get(name) ?? this.findImported(name, new Set([this]), false);
  }

  private findImported(name: string, asked: Set<LinkedFile>, publicOnly: boolean): ProtoType | undefined {
    for (const { from, public: isPublic } of this.imported) {
      if (asked.has(from) || (publicOnly && !isPublic)) continue;
      asked.add(from);
      const found = from.own.get(name) ?? from.findImported(name, asked, true);
      if (found) return found;
    }
    return undefined;
  }
}

/** Reads what `file` imports, and what that imports; what is wrong in them is reported at the import. */
export function linkProto(file: ProtoFile, resolve: ResolveImport, findings: Findings): LinkedFile {
  const linked = new Map<string, LinkedFile>();
  const link = (owner: LinkedFile, problems: Findings): void => {
    for (const one of owner.file.imports) {
      if (KNOWN_FILES.has(one.path)) {
        owner.known.add(one.path);
        continue;
      }
      if (one.path === OPTIONS_FILE && resolve(one.path) === undefined) {
        owner.incomplete = true;
        continue;
      }
      const target = linked.get(one.path) ?? read(one, problems);
      if (target) owner.import(target, one.public);
      else {
        owner.incomplete = true;
        owner.missing.push(one);
      }
    }
  };
  const read = (one: ProtoImport, problems: Findings): LinkedFile | undefined => {
    const text = staysInside(one.path) ? resolve(one.path) : undefined;
    if (text === undefined) return undefined;
    const inner = new Findings();
    const target = new LinkedFile(parseProto(text, inner));
    // Before its imports are read: two files may import each other.
    linked.set(one.path, target);
    link(target, inner);
    reportMissing(target, 'error', inner);
    const first = inner.sorted().find(problem => problem.severity === 'error');
    if (first)
      problems.error(
        'schema/proto-import',
        one.span,
        `'${one.path}' has an error in line ${linesOf(text).positionAt(first.span.start).line + 1}: ${first.message}`,
      );
    return target;
  };
  const main = new LinkedFile(file);
  link(main, findings);
  return main;
}

/** Imports of one file that were not found: an error where a type was to come from them. */
export function reportMissing(file: LinkedFile, severity: Severity, findings: Findings): void {
  for (const { path, span } of file.missing)
    findings.add(
      severity,
      'schema/proto-import',
      span,
      staysInside(path) ? `'${path}' is not found` : `'${path}' leaves the folder of the schemas, and is not read`,
      { help: 'an import is looked for beside this file and in the folders above it, as its path says' },
    );
}

/** Whoever sends a schema must not choose what is read: no path upwards, none from the root, no address. */
const staysInside = (path: string): boolean =>
  !/^[/\\]|^[A-Za-z][A-Za-z0-9+.-]*:/.test(path) && !path.split(/[/\\]/).includes('..');
