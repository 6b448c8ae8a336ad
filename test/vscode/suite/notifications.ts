/** What the editor tells in a corner: it hides there by itself, and stays in a list. */
import * as vscode from 'vscode';
import { until } from './check.ts';
import { texts } from './window.ts';

export const notified = (text: string): Promise<unknown> =>
  until(
    async () =>
      (await texts('.notifications-center, .notifications-toasts .notification-list-item-message')).some(one =>
        one.includes(text),
      ),
    () => vscode.commands.executeCommand('notifications.showList'),
    `the message '${text}'`,
    1_000,
  );

export const clearNotifications = (): Thenable<unknown> => vscode.commands.executeCommand('notifications.clearAll');
