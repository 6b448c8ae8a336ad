/** Pictures of the window in a dark and a light theme. */
import * as vscode from 'vscode';
import { becomes, eventually } from './check.ts';
import { screenshot, texts } from './window.ts';

/** As the body of a webview names its kind of theme. */
export type ThemeKind = 'dark' | 'light' | 'high-contrast';

const KINDS: readonly ThemeKind[] = ['dark', 'light', 'high-contrast'];

/** The window and every page in it have the theme. */
export async function inTheme(kind: ThemeKind): Promise<void> {
  const theme = { dark: 'vs-dark', light: 'vs', 'high-contrast': 'hc-black' }[kind];
  await eventually(async () => (await texts(`.monaco-workbench.${theme} .part.statusbar`)).length > 0, `it is ${kind}`);
  for (const other of KINDS.filter(one => one !== kind))
    await becomes(async () => (await texts(`body[data-vscode-theme-kind="vscode-${other}"]`)).length, 0, `no ${other}`);
}

/** As `NAME-dark` and `NAME-light`; the window is dark again afterwards. */
export async function inBothThemes(name: string): Promise<void> {
  await screenshot(`${name}-dark`);
  const settings = vscode.workspace.getConfiguration('workbench');
  await settings.update('colorTheme', 'Default Light Modern', vscode.ConfigurationTarget.Global);
  await inTheme('light');
  await screenshot(`${name}-light`);
  await settings.update('colorTheme', 'Default Dark Modern', vscode.ConfigurationTarget.Global);
  await inTheme('dark');
}
