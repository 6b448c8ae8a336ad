/**
 * Files that see each other. What a statement means is a pure function of its text and of the answers to the questions
 * it asked (also "there is no such name"), kept until one of these answers changes: a keystroke costs one statement and
 * those that depend on it, through any number of steps.
 */

import type { Analysis, AnalyzeOptions, Statement } from '../analyze.ts';
import { attachHints } from '../hints/attach.ts';
import type { BoundStatement, Relation, UserFunction } from '../names/bound.ts';
import { openRelation } from '../names/query/relation-of.ts';
import { reporter } from '../names/report.ts';
import { bindStatement } from '../names/statement/bind-statement.ts';
import type { Environment, SchemaColumns } from '../names/statement/environment.ts';
import { checkAnnotations } from '../rules/annotations/check.ts';
import { findInHints } from '../rules/hints/check.ts';
import { afterIgnores } from '../rules/lint/check.ts';
import { checkFile, checkStatement } from '../rules/sql/check.ts';
import { ruleIds } from '../rules/table.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { type Piece, scan } from '../text/scan.ts';
import { duplicateNames } from './duplicates.ts';
import { moved } from './moved.ts';
import { Names } from './names.ts';
import { readSyntax, type StatementSyntax } from './syntax.ts';

/** A statement at its place in a file. */
export interface Placed {
  readonly path: string;
  readonly index: number;
  readonly piece: Piece;
  readonly syntax: StatementSyntax;
}

interface File {
  readonly path: string;
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly statements: readonly Placed[];
  readonly declaresSources: boolean;
}

/** One question and its answer; asked again to see whether what was computed still holds. */
interface Asked {
  again(): unknown;
  readonly answer: unknown;
}

interface Meaning {
  readonly bound: BoundStatement | undefined;
  readonly declares: Relation | undefined;
  readonly declaresFunction: UserFunction | undefined;
  /** Positions in the statement's text. */
  readonly diagnostics: readonly Diagnostic[];
  readonly asked: readonly Asked[];
}

export class Workspace {
  readonly #options: AnalyzeOptions;
  readonly #files = new Map<string, File>();
  readonly #schemas = new Map<string, SchemaColumns>();
  readonly #meanings = new WeakMap<StatementSyntax, Meaning>();
  /** In which revision a meaning was last seen to hold. */
  readonly #checked = new WeakMap<StatementSyntax, number>();
  #revision = 0;
  #names: Names | undefined;

  constructor(options: AnalyzeOptions = {}) {
    this.#options = options;
  }

  get paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** Takes a file in, or its new text. Statements whose text is unchanged keep what is known of them. */
  setFile(path: string, text: string): void {
    const before = this.#files.get(path);
    if (before?.text === text) return;
    const known = new Map<string, StatementSyntax[]>();
    for (const { syntax } of before?.statements ?? [])
      known.set(syntax.text, [...(known.get(syntax.text) ?? []), syntax]);
    const pieces = scan(text);
    const statements: Placed[] = [];
    for (const piece of pieces) {
      if (piece.body.end <= piece.body.start) continue;
      const own = text.slice(piece.span.start, piece.span.end);
      const syntax = known.get(own)?.shift() ?? readSyntax(own, piece);
      statements.push({ path, index: statements.length, piece, syntax });
    }
    this.#files.set(path, {
      path,
      text,
      pieces,
      statements,
      declaresSources: statements.some(({ syntax }) => syntax.isSource),
    });
    this.#changed();
  }

  deleteFile(path: string): void {
    if (this.#files.delete(path)) this.#changed();
  }

  /** The columns of a schema file, by the path that statements name; undefined: there is no such file. */
  setSchema(path: string, schema: SchemaColumns | undefined): void {
    if (schema) this.#schemas.set(path, schema);
    else this.#schemas.delete(path);
    this.#changed();
  }

  #changed(): void {
    this.#revision++;
    this.#names = undefined;
  }

  /** Everything known of a file; undefined for one that was not taken in. */
  analysis(path: string): Analysis | undefined {
    const file = this.#files.get(path);
    if (!file) return undefined;
    const names = this.#currentNames();
    for (const placed of names.neededBy(file.statements)) this.#meaning(placed);
    const diagnostics: Diagnostic[] = [...findInHints(attachHints(file.pieces)), ...checkAnnotations(file.pieces)];
    const statements: Statement[] = [];
    for (const placed of file.statements) {
      const { piece, syntax } = placed;
      const meaning = this.#meaning(placed);
      const offset = piece.span.start;
      for (const one of meaning.diagnostics) diagnostics.push(moved(one, offset));
      const failed = meaning.diagnostics.some(one => one.severity === 'error');
      statements.push({
        index: placed.index,
        kind: kindOf(piece),
        name: nameIn(meaning.bound) ?? syntax.declares[0]?.name,
        runnable: piece.deployable,
        span: piece.body,
        offset,
        piece,
        syntax: syntax.tree,
        bound: failed ? undefined : meaning.bound,
        meaning: meaning.bound,
      });
    }
    diagnostics.push(...duplicateNames(file.statements, names.declared));
    diagnostics.push(...checkFile({ statements, readElsewhere: name => names.isReadOutside(name, path) }));
    return {
      pieces: file.pieces,
      statements,
      diagnostics: afterIgnores(diagnostics, file.pieces, file.text, ruleIds).toSorted(
        (a, b) => a.span.start - b.span.start,
      ),
    };
  }

  #currentNames(): Names {
    this.#names ??= new Names([...this.#files.values()].flatMap(file => file.statements));
    return this.#names;
  }

  /** What a statement means now: what was computed before when all its questions still have the same answers. */
  #meaning(placed: Placed): Meaning {
    const { syntax } = placed;
    const before = this.#meanings.get(syntax);
    if (before && this.#checked.get(syntax) === this.#revision) return before;
    if (before?.asked.every(one => one.again() === one.answer)) {
      this.#checked.set(syntax, this.#revision);
      return before;
    }
    const now = this.#compute(placed);
    const kept: Meaning = {
      ...now,
      // A signature that says the same is the same, so that those who read it need not be asked again.
      declares: sameSignature(before?.declares, now.declares) ? before?.declares : now.declares,
      declaresFunction: sameSignature(before?.declaresFunction, now.declaresFunction)
        ? before?.declaresFunction
        : now.declaresFunction,
    };
    this.#meanings.set(syntax, kept);
    this.#checked.set(syntax, this.#revision);
    return kept;
  }

  #compute(placed: Placed): Meaning {
    const { syntax } = placed;
    const { statement } = syntax.tree;
    const unreadable: Relation | undefined = syntax.declares
      .filter(one => one.space === 'relation' && one.strong)
      .map(one => openRelation(one.name, { kind: 'query' }))[0];
    // A broken declaration still declares its name, or everything that reads it would be reported too.
    if (syntax.problems.length > 0 || !statement)
      return {
        bound: undefined,
        declares: unreadable,
        declaresFunction: undefined,
        diagnostics: syntax.problems,
        asked: [],
      };
    const diagnostics: Diagnostic[] = [];
    const asked: Asked[] = [];
    const environment = this.#environment(placed, asked);
    try {
      const { bound, declares, declaresFunction } = bindStatement(statement, environment, reporter(0, diagnostics));
      if (bound) diagnostics.push(...checkStatement({ bound, syntax: statement, bounded: this.#options.bounded }));
      return { bound, declares, declaresFunction, diagnostics, asked };
    } catch (error) {
      // The stack has an end, and queries inside queries may come to it.
      if (!(error instanceof RangeError)) throw error;
      const { body, span } = placed.piece;
      diagnostics.push({
        rule: 'sql/too-deep',
        severity: 'error',
        message: 'this statement is nested too deeply to be understood',
        span: { start: body.start - span.start, end: body.end - span.start },
        help: 'CREATE a STREAM of its inner queries',
      });
      return { bound: undefined, declares: unreadable, declaresFunction: undefined, diagnostics, asked };
    }
  }

  #environment(placed: Placed, asked: Asked[]): Environment {
    const ask = <Answer>(again: () => Answer): Answer => {
      const answer = again();
      asked.push({ again, answer });
      return answer;
    };
    // A statement keeps its meaning when it moves, so its questions are about its file, not about its place.
    const { path, syntax } = placed;
    return {
      bounded: this.#options.bounded,
      topic: this.#options.topic,
      windowSizeMs: this.#options.windowSizeMs,
      declaresSources: ask(() => this.#files.get(path)?.declaresSources ?? false),
      relation: name =>
        ask(() => {
          const names = this.#currentNames();
          const found = names.relation(name, path);
          if (!found) return undefined;
          return names.inOneCircle(syntax, found.syntax) ? ('cycle' as const) : this.#meaning(found).declares;
        }),
      target: name =>
        ask(() => {
          const found = this.#currentNames().target(name, placed);
          return found && this.#meaning(found).declares;
        }),
      relationNames: () => {
        ask(() => this.#currentNames().relationNames(path).join('\n'));
        return this.#currentNames().relationNames(path);
      },
      userFunction: name =>
        ask(() => {
          const found = this.#currentNames().function(name, path);
          return found && this.#meaning(found).declaresFunction;
        }),
      userFunctionNames: () => {
        ask(() => this.#currentNames().functionNames().join('\n'));
        return this.#currentNames().functionNames();
      },
      schema: file => ask(() => this.#schemas.get(file)),
    };
  }
}

const sameSignature = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));

/** First words, as people call the statement: `SELECT`, `CREATE STREAM`, `INSERT INTO`, `START JOB`. */
const kindOf = ({ words }: Piece): string =>
  words[0] === 'SELECT' || words[0] === 'WITH' ? words[0] : words.slice(0, words[0] === 'EXPLAIN' ? 1 : 2).join(' ');

function nameIn(bound: BoundStatement | undefined): string | undefined {
  switch (bound?.kind) {
    case 'source':
      return bound.relation.name;
    case 'query':
      return bound.job?.name ?? bound.target;
    case 'values':
      return bound.target;
    case 'function':
      return bound.declared.name;
    case 'command':
      return bound.name;
    default:
      return undefined;
  }
}
