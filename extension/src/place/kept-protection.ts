/** How each list of brokers is spoken to, in the editor's secret store: nothing of it is in a setting or a file. */
import type * as vscode from 'vscode';
import type { RunPlace } from './place.ts';
import { environmentOf, type Protection, readProtection, secretName } from './protection.ts';

/** What a process that goes to a place is told beside the environment of the editor. */
export async function environmentFor(
  secrets: vscode.SecretStorage,
  { kind, brokers }: Pick<RunPlace, 'kind' | 'brokers'>,
): Promise<Readonly<Record<string, string | undefined>>> {
  if (kind !== 'kafka' || brokers === undefined) return {};
  return environmentOf(await protectionOf(secrets, brokers), process.env);
}

/** Undefined where nothing was chosen. */
export const protectionOf = async (secrets: vscode.SecretStorage, brokers: string): Promise<Protection | undefined> =>
  readProtection(await secrets.get(secretName(brokers)));

export const keepProtection = async (
  secrets: vscode.SecretStorage,
  brokers: string,
  chosen: Protection,
): Promise<void> => secrets.store(secretName(brokers), JSON.stringify(chosen));

export const forgetProtection = async (secrets: vscode.SecretStorage, brokers: string): Promise<void> =>
  secrets.delete(secretName(brokers));
