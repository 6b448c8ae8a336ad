/** The suite's end of the driver (scripts/vscode/driver.ts): the window, as a person sees it. */
import type { DriverRequests } from '../../../scripts/vscode/driver.ts';

/** Where the driver is; the same name in window.test.ts and electron.ts. */
export const DRIVER = 'FERRIS_WINDOW_DRIVER';

async function ask<Name extends keyof DriverRequests>(
  name: Name,
  args: Parameters<DriverRequests[Name]>[0],
): Promise<Awaited<ReturnType<DriverRequests[Name]>>> {
  const response = await fetch(`${process.env[DRIVER]}/${name}`, { method: 'POST', body: JSON.stringify(args) });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${name}: ${answer}`);
  return answer as Awaited<ReturnType<DriverRequests[Name]>>;
}

export const say = (text: string): Promise<void> => ask('say', { text });
export const screenshot = (name: string): Promise<void> => ask('screenshot', { name });
export const texts = (selector: string): Promise<readonly string[]> => ask('texts', { selector });
/** What stands in the fields. */
export const values = (selector: string): Promise<readonly string[]> => ask('values', { selector });
/** @param patience milliseconds to wait for the element */
export const click = (selector: string, patience?: number): Promise<void> =>
  ask('click', { selector, ...(patience === undefined ? {} : { patience }) });
export const hover = (selector: string): Promise<void> => ask('hover', { selector });
export const fill = (selector: string, text: string): Promise<void> => ask('fill', { selector, text });
export const pressIn = (selector: string, key: string): Promise<void> => ask('pressIn', { selector, key });
export const press = (key: string): Promise<void> => ask('press', { key });
export const type = (text: string): Promise<void> => ask('type', { text });
export const keyTimes = (text: string): Promise<readonly number[]> => ask('keyTimes', { text });
