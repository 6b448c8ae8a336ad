/**
 * Files that see each other. What a statement means is a pure function of its text and of the answers to the questions
 * it asked (also "there is no such name"), kept until one of these answers changes: a keystroke costs one statement and
 * those that depend on it, through any number of steps.
 */

import type { Analysis, AnalyzeOptions, Statement } from '../analyze.ts';
import type * as ast from '../grammar/generated/ast.ts';
import type { Relation, UserFunction } from '../names/bound.ts';
import type { Environment, SchemaFile } from '../names/statement/environment.ts';
import type { ConfigFile } from '../properties/config-file/read.ts';
import { type Span, shift } from '../text/span.ts';
import { ConfigFiles, configPath } from './config-files.ts';
import { editFile, type File } from './file.ts';
import { findingsOf, shownOf } from './findings.ts';
import { meaningOf } from './meaning.ts';
import { keyOf, Names } from './names.ts';
import { ByRank, rankAll } from './order.ts';
import type { Asked, Meaning, Placed } from './placed.ts';
import { Questions } from './questions.ts';
import { type ReadSchema, SchemaFiles, schemaPath } from './schema-files.ts';

/** A statement with the file that it stands in. */
export interface Located {
  readonly path: string;
  readonly statement: Statement;
}

/** A relation, function or job, where it is declared. */
export interface DeclaredThing {
  readonly path: string;
  /** Its name in the file. */
  readonly span: Span;
  readonly space: 'relation' | 'function' | 'job';
  readonly name: string;
  /** Not so: what only comes into being because rows are written to it. */
  readonly strong: boolean;
  /** Of its statement. */
  readonly syntax: ast.Piece;
}

export class Workspace {
  readonly #options: AnalyzeOptions;
  readonly #files = new Map<string, File>();
  readonly #schemas = new SchemaFiles();
  readonly #configs = new ConfigFiles();
  readonly #names = new Names();
  readonly #questions = new Questions();
  /** What statements meant that were edited since, by what they declare: an edit that changes nothing others see stops there. */
  readonly #former = new Map<string, Meaning>();
  #ranked = true;
  #highest = 0;
  #lastNumber = 0;
  #revision = 0;

  constructor(options: AnalyzeOptions = {}) {
    this.#options = options;
  }

  /** Another number as soon as any statement or schema file is another one. */
  get revision(): number {
    return this.#revision;
  }

  get paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** Takes a file in, or its new text. Statements whose text is unchanged keep what is known of them. */
  setFile(path: string, text: string): void {
    const before = this.#files.get(path);
    if (before?.text === text) return;
    const { file, added, removed, moved } = editFile(path, before?.number ?? ++this.#lastNumber, text, before);
    this.#files.set(path, file);
    this.#replace(removed, added, moved);
    if (file.declaresSources !== (before?.declaresSources ?? false)) this.#questions.reopen(`sources ${path}`);
  }

  deleteFile(path: string): void {
    const before = this.#files.get(path);
    if (!before) return;
    this.#files.delete(path);
    this.#replace(before.statements, [], []);
  }

  /**
   * The text of a schema file (`.avsc`, `.proto`, a sample of records) that statements may name; undefined: there is no
   * such file, which is reported where it is named. Of a file that was never set nothing is said.
   * @param path as `schemaFilesOf` gives it
   */
  setSchemaFile(path: string, text: string | undefined): void {
    this.#revision++;
    for (const one of this.#schemas.set(path, text)) this.#questions.reopen(`schema ${one}`);
  }

  /**
   * A configuration file that statements may name; undefined: there is no such file; `'linked'`: it is a link to one that is
   * outside of the SQL file's folder and of the workspace, which must not be read.
   * @param path as `configFilesOf` gives it
   */
  setConfigFile(path: string, file: ConfigFile | 'linked' | undefined): void {
    if (!this.#configs.set(path, file)) return;
    this.#revision++;
    this.#questions.reopen(`${CONFIG}${path}`);
  }

  /** Folders of which configuration files may be read, beside those that the SQL files are in: paths or URIs as these. */
  setRoots(folders: readonly string[]): void {
    this.#configs.setRoots(folders);
    this.#revision++;
    for (const { statements } of this.#files.values())
      for (const placed of statements)
        for (const { key } of placed.meaning?.asked ?? []) if (key.startsWith(CONFIG)) this.#questions.reopen(key);
  }

  /** Paths of the configuration files that a file's statements name and may read, and of those that these extend, known or not. */
  configFilesOf(path: string): readonly string[] {
    this.#settle(path);
    const asked = (this.#files.get(path)?.statements ?? []).flatMap(({ meaning }) => meaning?.asked ?? []);
    const inside = asked.filter(({ key, answer }) => key.startsWith(CONFIG) && answer !== 'outside');
    return [...new Set(inside.map(({ key }) => key.slice(CONFIG.length)))];
  }

  /** As it was set; undefined where there is none. */
  configFile(path: string): ConfigFile | undefined {
    const file = this.#configs.get(path);
    return typeof file === 'string' ? undefined : file;
  }

  /** The text of a file that was taken in. */
  text(path: string): string | undefined {
    return this.#files.get(path)?.text;
  }

  /** The text of a schema file, when it was set and there is one. */
  schemaText(path: string): string | undefined {
    return this.#schemas.text(path);
  }

  /** Paths of the schema files that a file's statements name, and of those that these may import, known or not. */
  schemaFilesOf(path: string): readonly string[] {
    this.#settle(path);
    const named = new Set<string>();
    for (const { meaning } of this.#files.get(path)?.statements ?? [])
      for (const one of meaning?.schemas ?? []) {
        named.add(one);
        for (const used of this.#schemas.usedBy(one)) named.add(used);
      }
    return [...named];
  }

  /** Everything known of a file; undefined for one that was not taken in. */
  analysis(path: string): Analysis | undefined {
    const file = this.#files.get(path);
    if (!file) return undefined;
    this.#settle(path);
    const statements = file.statements.map(shownOf);
    return { text: file.text, pieces: file.pieces, statements, diagnostics: findingsOf(file, statements, this.#names) };
  }

  /** What a statement of a file could ask of everything around it. Nothing is kept of what is asked. */
  environmentOf(path: string): Environment {
    if (this.#files.has(path)) this.#settle(path);
    return this.#environment({ path, circle: undefined }, []);
  }

  /** The statement that a relation's name means in a file: what defines it, else the first that writes to it. */
  declaring(name: string, path: string): Located | undefined {
    this.#settle(path);
    const placed = this.#names.relation(name, path);
    return placed && this.#located(placed);
  }

  /** The statements that put rows into a relation, as a file sees its name. */
  writersOf(name: string, path: string): readonly Located[] {
    this.#settle(path);
    return this.#names.writers(name, path).map(placed => this.#located(placed));
  }

  /** The statements of all files that read what a name means in a file. */
  readersOf(name: string, path: string): readonly Located[] {
    const meant = this.#names.relation(name, path);
    return this.#names
      .readers(name)
      .filter(reader => this.#names.relation(name, reader.path) === meant)
      .map(placed => this.#located(placed));
  }

  /** The statement that declares a function of the user's own. */
  declaringFunction(name: string, path: string): Located | undefined {
    this.#settle(path);
    const placed = this.#names.function(name, path);
    return placed && this.#located(placed);
  }

  /** What the statements of all files declare, in the order of files and texts. Nothing is bound for that. */
  *declared(): Iterable<DeclaredThing> {
    for (const file of this.#files.values())
      for (const { syntax, piece } of file.statements)
        for (const { span, space, name, strong } of syntax.declares)
          yield { path: file.path, span: shift(span, piece.span.start), space, name, strong, syntax: syntax.tree };
  }

  /** The statements of a file, in order. */
  statementsOf(path: string): readonly Statement[] {
    this.#settle(path);
    return (this.#files.get(path)?.statements ?? []).map(shownOf);
  }

  /** Statements that have a word somewhere in their text, whatever its case. */
  mentioning(word: string, paths: Iterable<string> = this.#files.keys()): readonly Located[] {
    const looked = new RegExp(word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i');
    return [...paths].flatMap(path => {
      const file = this.#files.get(path);
      if (!file || !looked.test(file.text)) return [];
      return file.statements.filter(({ syntax }) => looked.test(syntax.text)).map(placed => this.#located(placed));
    });
  }

  #located(placed: Placed): Located {
    this.#settle(placed.path);
    return { path: placed.path, statement: shownOf(placed) };
  }

  #replace(removed: readonly Placed[], added: readonly Placed[], moved: readonly Placed[]): void {
    const keys = new Set<string>();
    if (removed.length + added.length > 0) this.#revision++;
    for (const placed of removed) {
      const declares = this.#names.remove(placed);
      for (const key of declares) {
        keys.add(key);
        if (placed.meaning) this.#former.set(key, placed.meaning);
      }
      this.#questions.forget(placed);
    }
    for (const placed of added) {
      for (const key of this.#names.add(placed)) keys.add(key);
      this.#questions.open.add(placed);
      placed.rank = ++this.#highest;
    }
    for (const placed of moved) for (const key of this.#names.move(placed)) keys.add(key);
    const [one] = removed;
    const [other] = added;
    // The same edges with another statement in its place: the order stays as it was.
    const same = removed.length === 1 && added.length === 1 && moved.length === 0 && sameEdges(one, other);
    if (one && other && same) {
      other.rank = one.rank;
      other.circle = one.circle;
    } else if ([...keys].some(key => this.#names.isRead(key.slice(key.indexOf(' ') + 1)))) this.#ranked = false;
    for (const key of keys) this.#questions.reopen(key);
    if (keys.size > 0 && !same) {
      this.#questions.reopen('relations');
      this.#questions.reopen('functions');
    }
  }

  /** Brings everything that a file's statements depend on up to date. */
  #settle(path: string): void {
    const { open } = this.#questions;
    if (open.size === 0) return;
    if (!this.#ranked) {
      const all = [...this.#files.values()].flatMap(file => file.statements);
      for (const placed of rankAll(all, this.#names)) open.add(placed);
      this.#highest = all.length;
      this.#ranked = true;
    }
    const needed = this.#neededBy(path);
    const queue = new ByRank();
    for (const placed of open) if (needed(placed)) queue.push(placed);
    for (let placed = queue.pop(); placed; placed = queue.pop())
      for (const asker of this.#refresh(placed)) if (needed(asker)) queue.push(asker);
    if (open.size === 0) this.#former.clear();
  }

  /** Whether a statement is one of a file's, or what these are computed from. */
  #neededBy(path: string): (placed: Placed) => boolean {
    const here = (placed: Placed) => placed.path === path;
    if (this.#files.size === 1 || [...this.#questions.open].every(here)) return here;
    const all = new Set<Placed>(this.#files.get(path)?.statements);
    for (const placed of all) for (const other of this.#names.dependenciesOf(placed)) all.add(other);
    return placed => all.has(placed);
  }

  /**
   * Computes a statement again unless all its questions still have the same answers.
   * @returns those that must ask again
   */
  #refresh(placed: Placed): readonly Placed[] {
    const { open } = this.#questions;
    const before = placed.meaning;
    if (!open.has(placed)) return [];
    if (before?.asked.every(one => one.again() === one.answer)) {
      open.delete(placed);
      return [];
    }
    const asked: Asked[] = [];
    const keys = placed.syntax.declares.map(one => keyOf(one.space, one.name));
    const former = before ?? keys.map(key => this.#former.get(key)).find(one => one !== undefined);
    const now = meaningOf(placed, this.#environment(placed, asked), asked, former);
    placed.meaning = now;
    placed.shown = undefined;
    placed.findings = undefined;
    this.#questions.settle(placed, asked, before?.asked ?? []);
    for (const key of keys) this.#former.delete(key);
    if (before && now.declares === before.declares && now.declaresFunction === before.declaresFunction) return [];
    return keys.flatMap(key => this.#questions.reopen(key));
  }

  /** What a statement means now. Ranks see to it that it is known, but for functions and targets. */
  #meaningOf(placed: Placed): Meaning | undefined {
    if (this.#questions.open.has(placed)) this.#refresh(placed);
    return placed.meaning;
  }

  /** Its questions are about the statement's file, not about its place in it, which may change. */
  #environment(placed: Pick<Placed, 'path' | 'circle'>, asked: Asked[]): Environment {
    const names = this.#names;
    const { path } = placed;
    const ask = <Answer>(key: string, again: () => Answer): Answer => {
      const answer = again();
      asked.push({ key, again, answer });
      return answer;
    };
    return {
      bounded: this.#options.bounded,
      topic: this.#options.topic,
      windowSizeMs: this.#options.windowSizeMs,
      format: this.#options.format,
      decimals: this.#options.decimals,
      compression: this.#options.compression,
      declaresSources: ask(`sources ${path}`, () => this.#files.get(path)?.declaresSources ?? false),
      relation: name =>
        ask(keyOf('relation', name), (): Relation | 'cycle' | undefined => {
          const found = names.relation(name, path);
          if (!found) return undefined;
          if (found === placed || (found.circle !== undefined && found.circle === placed.circle)) return 'cycle';
          const relation = this.#meaningOf(found)?.declares;
          // Of several writers each may add columns of its own.
          return relation && names.isWrittenByMany(name, path) ? widened(relation) : relation;
        }),
      target: name =>
        ask(keyOf('relation', name), (): Relation | undefined => {
          const found = names.target(name, placed);
          return found && this.#meaningOf(found)?.declares;
        }),
      relationNames: () => ask('relations', () => names.relationNames(path)),
      nearestRelation: name => ask('relations', () => names.nearestRelation(name)),
      userFunction: name =>
        ask(keyOf('function', name), (): UserFunction | undefined => {
          const found = names.function(name, path);
          return found && this.#meaningOf(found)?.declaresFunction;
        }),
      userFunctionNames: () => ask('functions', () => names.functionNames()),
      configFile: (written, from) => {
        const file = configPath(from ?? path, written);
        if (file === undefined) return { path: written, file: 'outside' };
        const again = () => (this.#configs.isInside(file, path) ? (this.#configs.get(file) ?? 'unknown') : 'outside');
        return { path: file, file: ask(`${CONFIG}${file}`, again) };
      },
      schema: (written, message) => {
        const file = schemaPath(path, written);
        const again = () => this.#schemas.get(file, message);
        const found = again();
        const known = found === undefined || found === 'missing' ? {} : { schema: { written, read: found } };
        asked.push({ key: `schema ${file}`, again, answer: found, ...known });
        return found === undefined
          ? undefined
          : ({ path: file, ...(found === 'missing' ? {} : readOf(found)) } satisfies SchemaFile);
      },
    };
  }
}

const CONFIG = 'config ';

const readOf = ({ result: found, text, imports }: ReadSchema) => ({ found, text, imports });

const widenedRelations = new WeakMap<Relation, Relation>();

/** The same relation, in which other names are looked up too. */
function widened(relation: Relation): Relation {
  const known = widenedRelations.get(relation) ?? { ...relation, open: true };
  widenedRelations.set(relation, known);
  return known;
}

/** Whether one statement declares, reads and writes what the other does. */
const sameEdges = (a: Placed | undefined, b: Placed | undefined): boolean => edgesOf(a) === edgesOf(b);

const edgesOf = (placed: Placed | undefined): string =>
  JSON.stringify([
    placed?.syntax.declares.map(({ span, ...name }) => name),
    placed?.syntax.reads,
    placed?.syntax.writes,
  ]);
