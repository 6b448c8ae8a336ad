/**
 * Lets a suite inside the extension host reach the window around it, as a person would: look, click, type. It listens on
 * this machine only, and answers only who knows its path.
 */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';

/** What a suite may ask, and what it gets. */
export interface DriverRequests {
  /** A line for the terminal. */
  say(args: { readonly text: string }): Promise<void>;
  /** A picture of the whole window, as `NAME.png` in the output folder. */
  screenshot(args: { readonly name: string }): Promise<void>;
  /** The texts of all elements that match, in the window and in every webview; hidden ones left out. */
  texts(args: { readonly selector: string }): Promise<readonly string[]>;
  /** Clicks the first element that matches, waiting for it. */
  click(args: { readonly selector: string }): Promise<void>;
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

/** Longest a click waits for its element, in milliseconds. */
const WAIT = 40_000;

/** @param out the folder of the pictures */
export async function startDriver(page: () => Page, out: string, say: (text: string) => void): Promise<Driver> {
  const requests: DriverRequests = {
    async say({ text }) {
      say(text);
    },
    async screenshot({ name }) {
      fs.mkdirSync(out, { recursive: true });
      await page().screenshot({ path: path.join(out, `${name}.png`) });
    },
    async texts({ selector }) {
      const found = await Promise.all(
        page()
          .frames()
          .map(frame => textsIn(frame, selector)),
      );
      return found.flat();
    },
    async click({ selector }) {
      const frame = await frameWith(page(), selector);
      await frame.locator(selector).first().click({ timeout: WAIT });
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
  await page.waitForTimeout(500);
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
    end() {
      window.removeEventListener('keydown', listen, true);
      return found;
    },
  };
})()`;

const isRequest = (requests: DriverRequests, name: string): name is keyof DriverRequests =>
  Object.hasOwn(requests, name);

/** None of a frame that is just going away. */
async function textsIn(frame: Frame, selector: string): Promise<string[]> {
  try {
    return await frame
      .locator(selector)
      .evaluateAll(elements =>
        elements.filter(element => element.getClientRects().length > 0).map(element => element.textContent ?? ''),
      );
  } catch {
    return [];
  }
}

async function frameWith(page: Page, selector: string): Promise<Frame> {
  for (const until = Date.now() + WAIT; Date.now() < until; await page.waitForTimeout(50))
    for (const frame of page.frames()) if ((await textsIn(frame, selector)).length > 0) return frame;
  throw new Error(`nothing in the window matches ${selector}`);
}
