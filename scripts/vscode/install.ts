/**
 * Installs a Visual Studio Code whose window is a browser's: the `lib/vscode` part of the npm package code-server.
 * Its extension host is an ordinary Node process, so extensions run in it as on a desktop. Everything comes from the
 * npm registry but the browser, which is Debian's Chromium or $CHROMIUM. A finished install is left as it is.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const CODE_SERVER = '4.139.1';
/** Of the package's tarball: another content under the same version is refused. */
const INTEGRITY = 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==';
/** Goes up when the steps below change, so that older installs are made again. */
const REVISION = 1;

/** What only code-server's agents, tunnels, Windows or the desktop use; the rest is installed at its locked version. */
const UNUSED_DEPENDENCIES = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
  'tar',
  'zod',
];

const root = path.resolve(import.meta.dirname, '../..');

export interface InstalledEditor {
  /** VS Code's version, such as 1.139.1. */
  readonly version: string;
  /** The server's program, to be started with Node. */
  readonly server: string;
  readonly chromium: string;
}

/** Something a person has to do first; the message says what. */
export class InstallRefused extends Error {}

/**
 * @param say told of each step that takes time
 * @throws InstallRefused where a part is missing that npm cannot give
 */
export function installEditor(say: (text: string) => void): InstalledEditor {
  const chromium = findChromium();
  const folder = path.join(root, '.cache/vscode');
  const stamp = path.join(folder, 'installed.json');
  const wanted = JSON.stringify({ codeServer: CODE_SERVER, integrity: INTEGRITY, revision: REVISION });
  if (!fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== wanted) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    say(`fetching code-server ${CODE_SERVER} …`);
    unpack(folder);
    say('installing what it depends on …');
    installDependencies(path.join(folder, 'vscode'));
    dropUnused(path.join(folder, 'vscode'));
    fs.writeFileSync(stamp, wanted);
  }
  const product = JSON.parse(fs.readFileSync(path.join(folder, 'vscode/package.json'), 'utf8')) as { version: string };
  return { version: product.version, server: path.join(folder, 'vscode/out/server-main.js'), chromium };
}

export function findChromium(): string {
  const given = process.env.CHROMIUM;
  if (given) {
    if (fs.existsSync(given)) return given;
    throw new InstallRefused(`CHROMIUM is '${given}', and there is no such file`);
  }
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = usual.find(file => fs.existsSync(file));
  if (found) return found;
  throw new InstallRefused(
    `the window needs Chromium, and none of ${usual.join(', ')} is there: 'apt-get update && apt-get install -y chromium' installs it, or set CHROMIUM to the program`,
  );
}

function unpack(folder: string): void {
  run('npm', ['pack', '--silent', `code-server@${CODE_SERVER}`], folder);
  const tarball = path.join(folder, `code-server-${CODE_SERVER}.tgz`);
  const digest = `sha512-${createHash('sha512').update(fs.readFileSync(tarball)).digest('base64')}`;
  if (digest !== INTEGRITY)
    throw new InstallRefused(`code-server ${CODE_SERVER} from the registry is not the file we know: ${digest}`);
  run('tar', ['-xzf', tarball, '--strip-components=2', 'package/lib/vscode'], folder);
  fs.rmSync(tarball);
}

function installDependencies(vscode: string): void {
  const manifest = path.join(vscode, 'package.json');
  const parsed = JSON.parse(fs.readFileSync(manifest, 'utf8')) as {
    dependencies: Record<string, string>;
    overrides?: Record<string, unknown>;
  };
  for (const name of UNUSED_DEPENDENCIES) delete parsed.dependencies[name];
  for (const name of Object.keys(parsed.overrides ?? {}))
    if (UNUSED_DEPENDENCIES.some(unused => name === unused || name.startsWith(`${unused}@`)))
      delete parsed.overrides?.[name];
  fs.writeFileSync(manifest, JSON.stringify(parsed, null, 2));
  run('npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], vscode);
  // The browser asks the server for this name.
  fs.symlinkSync('node_modules', path.join(vscode, 'node_modules.asar'));
}

/** Files for other platforms and built-in extensions that would only make noise. */
function dropUnused(vscode: string): void {
  const platform = `${process.platform}-${process.arch}`;
  const keepOnly = (folder: string, name: string): void => {
    for (const entry of fs.existsSync(folder) ? fs.readdirSync(folder) : [])
      if (entry !== name) fs.rmSync(path.join(folder, entry), { recursive: true });
  };
  const modules = path.join(vscode, 'node_modules');
  keepOnly(path.join(modules, '@vscode/ripgrep-universal/bin'), platform);
  keepOnly(path.join(modules, 'node-pty/prebuilds'), platform);
  for (const name of ['extensions/copilot', 'node_modules/node-pty/third_party', 'node_modules/node-pty/deps'])
    fs.rmSync(path.join(vscode, name), { recursive: true, force: true });
  const ripgrep = path.join(modules, '@vscode/ripgrep-universal/bin', platform, 'rg');
  if (fs.existsSync(ripgrep)) fs.chmodSync(ripgrep, 0o755);
}

function run(command: string, args: readonly string[], cwd: string): void {
  // npm starts Node by name: it must be the one that runs this script.
  const PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}`;
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return;
  const what = `'${command} ${args.join(' ')}' failed`;
  throw new InstallRefused(
    error ? `${what}: ${error.message}` : `${what} with exit code ${status}\n${stdout}${stderr}`,
  );
}

if (import.meta.main) {
  try {
    const started = performance.now();
    const editor = installEditor(text => process.stderr.write(`[vscode] ${text}\n`));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stderr.write(
      `[vscode] VS Code ${editor.version} is there (${seconds} s); its window: ${editor.chromium}\n`,
    );
  } catch (error) {
    if (!(error instanceof InstallRefused)) throw error;
    process.stderr.write(`[vscode] ${error.message}\n`);
    process.exitCode = 1;
  }
}
