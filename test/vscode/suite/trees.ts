/** The trees of the views: rows by what they say, expanded or not. A click would also fold what is there already. */
import { eventually, until } from './check.ts';
import { click, hover, texts } from './window.ts';

/** The views of the activity bar, by their names. */
export type View = 'Connections' | 'Streams and Tables' | 'Running Queries' | 'Deployments';

const pane = (view: View): string => `.pane:has(.pane-header:has-text("${view}"))`;

/** A row of a view; the first one that has the text. */
export const rowOf = (view: View, text: string): string => `${pane(view)} .monaco-list-row:has-text("${text}")`;

/** What the rows of a view say: label and description together. */
export const rowsOf = (view: View): Promise<readonly string[]> => texts(`${pane(view)} .monaco-list-row`);

/** The row of a view that has the text, when it is there. */
export async function seen(view: View, text: string | RegExp): Promise<string> {
  const has = (one: string): boolean => (typeof text === 'string' ? one.includes(text) : text.test(one));
  return eventually(async () => {
    const all = await rowsOf(view);
    const found = all.find(has);
    if (found === undefined) throw new Error(`there are ${all.join(' | ')}`);
    return found;
  }, `a row '${text}' of ${view}`);
}

const turned = async (view: View, text: string, expanded: boolean): Promise<void> => {
  const row = rowOf(view, text);
  await until(
    async () => (await texts(`${row}[aria-expanded="${expanded}"]`)).length > 0,
    () => click(`${row} .monaco-tl-twistie`),
    `the row '${text}' of ${view} is ${expanded ? 'expanded' : 'folded'}`,
  );
};

export const expand = (view: View, text: string): Promise<void> => turned(view, text, true);
export const fold = (view: View, text: string): Promise<void> => turned(view, text, false);

/**
 * Presses the button of a row until it shows: the row is drawn anew whenever its figures change, and a click in between is
 * lost.
 * @param icon of the button, as the class names it
 */
export const pressButton = <T>(
  view: View,
  text: string,
  icon: string,
  fact: () => T | PromiseLike<T>,
  what: string,
): Promise<T & {}> =>
  until(
    fact,
    async () => {
      await hover(rowOf(view, text));
      await click(`${rowOf(view, text)} .action-label.codicon-${icon}`, 10_000);
    },
    what,
  );
