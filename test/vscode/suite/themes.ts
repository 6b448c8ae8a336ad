/** Pictures of the window in a dark and a light theme. */
import * as vscode from 'vscode';
import { screenshot } from './window.ts';

/** As `NAME-dark` and `NAME-light`; the window is dark again afterwards. */
export async function inBothThemes(name: string): Promise<void> {
  await screenshot(`${name}-dark`);
  const settings = vscode.workspace.getConfiguration('workbench');
  await settings.update('colorTheme', 'Default Light Modern', vscode.ConfigurationTarget.Global);
  await new Promise(resolve => setTimeout(resolve, 900));
  await screenshot(`${name}-light`);
  await settings.update('colorTheme', 'Default Dark Modern', vscode.ConfigurationTarget.Global);
  await new Promise(resolve => setTimeout(resolve, 500));
}
