/** Asks how Kafka brokers want to be spoken to: who logs in, then what is encrypted. */
import * as vscode from 'vscode';
import { MECHANISMS, type Mechanism, type Protection } from './protection.ts';

const TITLE = 'Kafka brokers';

const LOGINS: Readonly<Record<Mechanism, string>> = {
  'SCRAM-SHA-512': 'user and password; the password does not travel',
  'SCRAM-SHA-256': 'user and password; the password does not travel',
  PLAIN: 'user and password as they are: only with TLS',
};

/** @param now what was chosen before. Undefined when the person gave up. */
export async function askProtection(now: Protection | undefined): Promise<Protection | undefined> {
  const none = { label: 'No login', description: 'the listener asks for none', mechanism: undefined };
  const logins = MECHANISMS.map(mechanism => ({ label: mechanism, description: LOGINS[mechanism], mechanism }));
  const choice = await vscode.window.showQuickPick(
    firstOf([none, ...logins], one => one.mechanism === now?.login?.mechanism),
    {
      title: TITLE,
      placeHolder: 'How do you log in? (sasl.mechanism)',
      ignoreFocusOut: true,
    },
  );
  if (!choice) return undefined;
  const login = choice.mechanism && (await askLogin(choice.mechanism, now?.login));
  if (choice.mechanism && !login) return undefined;
  const encryption = await askEncryption(now);
  return encryption && { ...encryption, ...(login ? { login } : {}) };
}

async function askLogin(mechanism: Mechanism, now: Protection['login']): Promise<Protection['login']> {
  const username = await vscode.window.showInputBox({
    title: TITLE,
    prompt: 'User name',
    value: now?.username ?? '',
    ignoreFocusOut: true,
    validateInput: text => (text === '' ? 'Write a user name' : undefined),
  });
  if (username === undefined) return undefined;
  const kept = now?.username === username ? now.password : undefined;
  const password = await vscode.window.showInputBox({
    title: TITLE,
    prompt: `Password of ${username}, kept in the editor's secret store${kept === undefined ? '' : '; nothing: the one that is kept'}`,
    password: true,
    ignoreFocusOut: true,
    validateInput: text => (text === '' && kept === undefined ? 'Write the password' : undefined),
  });
  if (password === undefined) return undefined;
  return { mechanism, username, password: password || kept! };
}

type Encryption = Pick<Protection, 'encrypted' | 'authority'>;

async function askEncryption(now: Protection | undefined): Promise<Encryption | undefined> {
  const choices: readonly (vscode.QuickPickItem & { readonly how: 'none' | 'known' | 'file' })[] = [
    { label: 'Not encrypted', description: 'for this machine and networks of your own', how: 'none' },
    { label: 'TLS', description: 'a certificate that is generally trusted', how: 'known' },
    { label: 'TLS, signed by…', description: 'choose the PEM file of who signs the certificates', how: 'file' },
  ];
  const before = now?.authority ? 'file' : now?.encrypted ? 'known' : 'none';
  const choice = await vscode.window.showQuickPick(
    firstOf(choices, one => one.how === before),
    {
      title: TITLE,
      placeHolder: 'What is encrypted? (security.protocol)',
      ignoreFocusOut: true,
    },
  );
  if (!choice) return undefined;
  if (choice.how !== 'file') return { encrypted: choice.how === 'known' };
  const [file] =
    (await vscode.window.showOpenDialog({
      openLabel: 'Trust this',
      filters: { Certificates: ['pem', 'crt', 'cer'] },
      ...(now?.authority ? { defaultUri: vscode.Uri.file(now.authority) } : {}),
    })) ?? [];
  return file && { encrypted: true, authority: file.fsPath };
}

/** What was chosen before stands first: Enter keeps it. */
const firstOf = <Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly Item[] => [
  ...items.filter(isFirst),
  ...items.filter(item => !isFirst(item)),
];
