/**
 * Lets a suite inside the extension host reach the window around it, as a person would: look, click, type. It listens on
 * this machine only, and answers only who knows its path.
 */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';

/** What a suite may ask, and what it gets. */
export interface DriverRequests {
  /** A line for the terminal. */
  say(args: { readonly text: string }): Promise<void>;
  /** A picture of the whole window, as `NAME.png` in the output folder. */
  screenshot(args: { readonly name: string }): Promise<void>;
  /** The texts of all elements that match, in the window and in every webview; hidden ones left out. */
  texts(args: { readonly selector: string }): Promise<readonly string[]>;
  /** What stands in all fields that match; hidden ones left out. */
  values(args: { readonly selector: string }): Promise<readonly string[]>;
  /** Clicks the first element that matches and is seen, waiting for it so many milliseconds. */
  click(args: { readonly selector: string; readonly patience?: number }): Promise<void>;
  /** Moves the mouse onto it. */
  hover(args: { readonly selector: string }): Promise<void>;
  /** Puts a text into the first field that matches in place of what is there: wherever the keyboard was before. */
  fill(args: { readonly selector: string; readonly text: string }): Promise<void>;
  /** A key for the first element that matches: the keyboard goes there first. */
  pressIn(args: { readonly selector: string; readonly key: string }): Promise<void>;
  /** A key or a chord such as `Control+Enter`. */
  press(args: { readonly key: string }): Promise<void>;
  type(args: { readonly text: string }): Promise<void>;
  /**
   * Types a text at a person's pace into what has the focus, and measures for each key the milliseconds from its being
   * pressed to the end of the frame that shows it.
   */
  keyTimes(args: { readonly text: string }): Promise<readonly number[]>;
}

export interface Driver {
  /** Where requests go: `POST URL/NAME` with the arguments as JSON. */
  readonly url: string;
  close(): void;
}

/** Longest a request waits for its element or for the page, in milliseconds. */
const WAIT = 60_000;

/** @param out the folder of the pictures */
export async function startDriver(page: () => Page, out: string, say: (text: string) => void): Promise<Driver> {
  const requests: DriverRequests = {
    async say({ text }) {
      say(text);
    },
    async screenshot({ name }) {
      fs.mkdirSync(out, { recursive: true });
      await page().screenshot({ path: path.join(out, `${name}.png`), timeout: WAIT });
    },
    texts: ({ selector }) => everywhere(page(), selector, 'textContent'),
    values: ({ selector }) => everywhere(page(), selector, 'value'),
    async click({ selector, patience = WAIT }) {
      const { element, left } = await elementAt(page(), selector, patience);
      await element.click({ timeout: left });
    },
    async hover({ selector }) {
      const { element, left } = await elementAt(page(), selector, WAIT);
      await element.hover({ timeout: left });
    },
    async fill({ selector, text }) {
      const { element, left } = await elementAt(page(), selector, WAIT);
      await element.fill(text, { timeout: left });
    },
    async pressIn({ selector, key }) {
      const { element, left } = await elementAt(page(), selector, WAIT);
      await element.press(key, { timeout: left });
    },
    press: ({ key }) => page().keyboard.press(key),
    type: ({ text }) => page().keyboard.type(text),
    keyTimes: ({ text }) => keyTimes(page(), text),
  };
  const token = randomBytes(16).toString('hex');
  const server = http.createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const [, given, name = ''] = (request.url ?? '').split('/');
    if (given !== token || !isRequest(requests, name)) {
      answer(404, `no such request: ${name}`);
      return;
    }
    let text = '';
    request.setEncoding('utf8').on('data', chunk => {
      text += chunk;
    });
    request.on('end', () => {
      const perform = requests[name] as (args: unknown) => Promise<unknown>;
      perform(JSON.parse(text)).then(
        result => answer(200, result ?? null),
        error => answer(500, error instanceof Error ? error.message : String(error)),
      );
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/${token}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Between two keys, in milliseconds. */
const TYPING = 90;

async function keyTimes(page: Page, text: string): Promise<readonly number[]> {
  await page.evaluate(LISTEN);
  await page.keyboard.type(text, { delay: TYPING });
  // Every key has been answered by a frame.
  await page.waitForFunction('ferrisKeyTimes.isDone()', undefined, { timeout: WAIT });
  return (await page.evaluate('ferrisKeyTimes.end()')) as readonly number[];
}

/** Runs in the page. Behind a frame: what it shows has been computed and handed to be drawn. */
const LISTEN = `(() => {
  const found = [];
  const pressed = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => found.push(performance.now() - pressed.shift());
  const listen = event => {
    pressed.push(event.timeStamp);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  window.addEventListener('keydown', listen, true);
  window.ferrisKeyTimes = {
    isDone: () => pressed.length === 0,
    end() {
      window.removeEventListener('keydown', listen, true);
      return found;
    },
  };
})()`;

const isRequest = (requests: DriverRequests, name: string): name is keyof DriverRequests =>
  Object.hasOwn(requests, name);

/** Of an element: what it says, or what stands in it where it is a field. */
type Property = 'textContent' | 'value';

async function everywhere(page: Page, selector: string, property: Property): Promise<readonly string[]> {
  return (await Promise.all(page.frames().map(frame => inFrame(frame, selector, property)))).flat();
}

/** Of the elements that are seen; none of a frame that is just going away or coming. */
async function inFrame(frame: Frame, selector: string, property: Property): Promise<readonly string[]> {
  try {
    return await frame
      .locator(selector)
      .evaluateAll(
        (elements, name) =>
          elements
            .filter(element => element.getClientRects().length > 0)
            .map(element => (element as unknown as Record<Property, string | null>)[name] ?? ''),
        property,
      );
  } catch (error) {
    if (error instanceof Error && /detached|destroyed|navigat/i.test(error.message)) return [];
    throw error;
  }
}

/** The first one that is seen, in whichever frame, and what is left of the patience: milliseconds. */
async function elementAt(
  page: Page,
  selector: string,
  patience: number,
): Promise<{ readonly element: Locator; readonly left: number }> {
  for (const until = Date.now() + patience; Date.now() < until; await page.waitForTimeout(50))
    for (const frame of page.frames())
      if ((await inFrame(frame, selector, 'textContent')).length > 0)
        return {
          element: frame.locator(selector).filter({ visible: true }).first(),
          left: Math.max(1000, until - Date.now()),
        };
  throw new Error(`nothing in the window matches ${selector}`);
}
