/** The Test Explorer's cases of `ferris-sql test`: found in the workspace, run, compared, and their output accepted. */
import * as vscode from 'vscode';
import type { Programs } from '../command-line/programs.ts';
import { casesOf, isInput, type TestCase } from './cases.ts';
import { type CaseFiles, runCase, type Verdict } from './run-case.ts';

/** More files would keep the editor busy. */
const MOST_FILES = 20_000;
const LEFT_OUT = '**/{node_modules,target,dist,.git}/**';
/** How long files must be quiet before they are looked for again, in milliseconds. */
const QUIET = 300;

/** What an action on a test or on its message is given. */
type ActedOn = vscode.TestItem | { readonly test?: vscode.TestItem };

export function testExplorer(programs: Programs): vscode.Disposable {
  const controller = vscode.tests.createTestController('ferris.tests', 'FerrisSQL');
  const cases = new WeakMap<vscode.TestItem, TestCase>();
  /** What came out last, where it was not as expected. */
  const found = new WeakMap<vscode.TestItem, string>();

  const lookAgain = async (): Promise<void> => {
    const uris = await vscode.workspace.findFiles('**/{*.sql,in.json,*.in.json}', LEFT_OUT, MOST_FILES);
    const paths = new Map(uris.filter(({ scheme }) => scheme === 'file').map(uri => [uri.path, uri]));
    const bySql = Map.groupBy(casesOf(paths.keys()), ({ sql }) => sql);
    controller.items.replace(
      Array.from(bySql, ([sql, itsCases]) => {
        const uri = paths.get(sql)!;
        const before = controller.items.get(sql);
        const file = before ?? controller.createTestItem(sql, vscode.workspace.asRelativePath(uri), uri);
        file.children.replace(
          itsCases.map(one => {
            const known = file.children.get(one.input);
            if (known) return known;
            const item = controller.createTestItem(one.input, one.name, paths.get(one.input));
            cases.set(item, one);
            return item;
          }),
        );
        return file;
      }),
    );
  };
  let waiting: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void lookAgain(), QUIET);
  };

  const run = async (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> => {
    const testRun = controller.createTestRun(request);
    const leaving = new AbortController();
    token.onCancellationRequested(() => leaving.abort());
    const excluded = new Set(request.exclude);
    const wanted = [...(request.include ?? itemsOf(controller.items))]
      .flatMap(item => (cases.has(item) ? [item] : itemsOf(item.children)))
      .filter(item => !excluded.has(item));
    for (const item of wanted) testRun.enqueued(item);
    for (const item of wanted) {
      if (token.isCancellationRequested) testRun.skipped(item);
      else await runOne(item, testRun, leaving.signal);
    }
    testRun.end();
  };
  const runOne = async (item: vscode.TestItem, testRun: vscode.TestRun, signal: AbortSignal): Promise<void> => {
    const one = cases.get(item)!;
    testRun.started(item);
    const verdict = await runCase(programs.sql(), pathsOf(one), signal);
    found.delete(item);
    if (signal.aborted) testRun.skipped(item);
    else if (verdict.kind === 'passed') testRun.passed(item, verdict.milliseconds);
    else if (verdict.kind === 'differs') {
      found.set(item, verdict.found);
      testRun.failed(item, differenceOf(verdict, one));
    } else testRun.errored(item, messageOf(verdict.why, one));
    if (verdict.kind !== 'passed') testRun.appendOutput(`${verdict.why.replaceAll('\n', '\r\n')}\r\n`, undefined, item);
  };
  const accept = async (given: ActedOn): Promise<void> => {
    const item = 'test' in given && given.test ? given.test : (given as vscode.TestItem);
    const one = cases.get(item);
    const output = found.get(item);
    if (!one || output === undefined) {
      void vscode.window.showInformationMessage('FerrisSQL: Run this test first: there is no new output to accept.');
      return;
    }
    await vscode.workspace.fs.writeFile(vscode.Uri.file(one.output), new TextEncoder().encode(output));
    await run(new vscode.TestRunRequest([item]), new vscode.CancellationTokenSource().token);
  };

  controller.resolveHandler = item => (item ? undefined : lookAgain());
  controller.refreshHandler = lookAgain;
  const profile = controller.createRunProfile('Run', vscode.TestRunProfileKind.Run, run, true);
  const watcher = vscode.workspace.createFileSystemWatcher('**/{*.sql,in.json,*.in.json}', false, true, false);
  const changed = vscode.workspace.createFileSystemWatcher(
    '**/{*.sql,in.json,out.json,*.in.json,*.out.json}',
    true,
    false,
    true,
  );
  soon();
  return vscode.Disposable.from(
    controller,
    profile,
    watcher,
    changed,
    watcher.onDidCreate(soon),
    watcher.onDidDelete(soon),
    changed.onDidChange(uri => {
      const itsTests = testsOf(controller, cases, uri);
      // What was found about a test is about older files.
      for (const item of itsTests) controller.invalidateTestResults(item);
      // Deleted and made again at once is told as a change, and so is what was made before the folder was followed.
      if (itsTests.length === 0 && isInput(uri.path)) soon();
    }),
    vscode.commands.registerCommand('ferris.acceptOutput', accept),
    // For keyboard shortcuts and other extensions: the case by the path of its input.
    vscode.commands.registerCommand('ferris.acceptOutputOf', async (input: string) => {
      const item = itemsOf(controller.items)
        .flatMap(({ children }) => itemsOf(children))
        .find(({ id }) => id === vscode.Uri.file(input).path);
      if (item) await accept(item);
    }),
    { dispose: () => clearTimeout(waiting) },
  );
}

/** As this machine writes paths. */
const pathsOf = ({ sql, input, output }: TestCase): CaseFiles => {
  const path = (file: string): string => vscode.Uri.file(file).fsPath;
  return { sql: path(sql), input: path(input), output: path(output) };
};

const itemsOf = (items: vscode.TestItemCollection): readonly vscode.TestItem[] => Array.from(items, ([, item]) => item);

/** Those that a file belongs to. */
const testsOf = (
  { items }: vscode.TestController,
  cases: WeakMap<vscode.TestItem, TestCase>,
  { path }: vscode.Uri,
): readonly vscode.TestItem[] =>
  itemsOf(items)
    .flatMap(({ children }) => itemsOf(children))
    .filter(item => {
      const one = cases.get(item);
      return one !== undefined && [one.sql, one.input, one.output].includes(path);
    });

function differenceOf(
  { why, expected, found }: Extract<Verdict, { kind: 'differs' }>,
  one: TestCase,
): vscode.TestMessage {
  const message = vscode.TestMessage.diff(why, expected, found);
  message.contextValue = 'ferris.differs';
  message.location = startOf(one.sql);
  return message;
}

/** Where the SQL is wrong as far as it says so: `file.sql:3:14: …`. */
function messageOf(why: string, one: TestCase): vscode.TestMessage {
  const message = new vscode.TestMessage(why);
  const [, line, column] = /\.sql:(\d+)(?::(\d+))?/.exec(why) ?? [];
  const place = new vscode.Position(Math.max(0, Number(line ?? 1) - 1), Math.max(0, Number(column ?? 1) - 1));
  message.location = line === undefined ? startOf(one.sql) : new vscode.Location(vscode.Uri.file(one.sql), place);
  return message;
}

const startOf = (file: string): vscode.Location =>
  new vscode.Location(vscode.Uri.file(file), new vscode.Position(0, 0));
