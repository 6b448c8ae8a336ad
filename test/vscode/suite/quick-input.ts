/** What the editor asks at its top: lists to choose from, lines to type, dialogs for files. The keyboard must be in it first. */
import { becomes, eventually, until } from './check.ts';
import { fill, press, texts, type, values } from './window.ts';

const WIDGET = '.quick-input-widget';
const INPUT = `${WIDGET} input:focus`;
const ROWS = `${WIDGET}:has(input:focus) .quick-input-list .monaco-list-row`;

/** A list with this among its rows, and the keyboard in it. */
export const offers = (text: string | RegExp, what: string): Promise<unknown> =>
  eventually(async () => {
    const all = await texts(ROWS);
    return typeof text === 'string' ? all.some(one => one.includes(text)) : text.test(all.join());
  }, what);

/** Types until the row is the one that Enter takes, and takes it. */
export async function choose(text: string): Promise<void> {
  await offers(text, `'${text}' in a list`);
  await type(text);
  await becomes(async () => (await values(INPUT))[0], text, 'what was typed stands there');
  await eventually(async () => (await texts(`${ROWS}.focused`))[0]?.includes(text), `'${text}' is the row in front`);
  await press('Enter');
  await eventually(async () => (await values(INPUT))[0] !== text, `'${text}' is taken`);
}

/** Types a line where it is asked for with these words, in place of what stands there. */
export async function answer(asked: string, text: string): Promise<void> {
  const message = `${WIDGET}:has(input:focus) .quick-input-message`;
  await eventually(async () => (await texts(message)).some(one => one.includes(asked)), `'${asked}' is asked`);
  await press('Control+A');
  await type(text);
  await becomes(async () => (await values(INPUT))[0], text, 'what was typed stands there');
  await press('Enter');
  await eventually(async () => (await values(INPUT))[0] !== text, `what was typed for '${asked}' is taken`);
}

/** Takes what a dialog for a file or a folder proposes, or a path: until the fact is there, for it looks at a path first. */
export async function takePath(title: string, path: string | undefined, fact: () => boolean): Promise<void> {
  const open = async (): Promise<boolean> =>
    (await texts(`${WIDGET}:has(input:focus) .quick-input-title`)).some(one => one.includes(title)) &&
    /^\//.test((await values(INPUT))[0] ?? '');
  await eventually(open, `the dialog '${title}' with a path`);
  await until(
    fact,
    async () => {
      if (!(await open())) return;
      // The dialog completes what is typed key by key: the whole path comes at once, and again where it was changed.
      if (path !== undefined && (await values(INPUT))[0] !== path) await fill(INPUT, path);
      await press('Enter');
    },
    `what '${title}' was for`,
    3_000,
  );
}
