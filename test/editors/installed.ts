/** A project with the packed ferris-sql installed in it, offline: what a user has who follows a page of docs/editors. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export interface Installed {
  /** The project's folder: `package.json`, `node_modules`, and the files below. */
  readonly folder: string;
  /** Of the tarball, in bytes. */
  readonly packedSize: number;
  /** For programs that are to find nothing but what is in the folder: no registry, no home of this user. */
  readonly env: NodeJS.ProcessEnv;
  remove(): void;
}

/** @param files name → text, written into the project's folder */
export function install(files: Readonly<Record<string, string>>): Installed {
  const base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-editors-')));
  const folder = path.join(base, 'project');
  const home = path.join(base, 'home');
  fs.mkdirSync(folder);
  fs.mkdirSync(home);
  const env = {
    // What `npm test` tells its own npm would be warned of.
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))),
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_DATA_HOME: home,
    XDG_STATE_HOME: home,
    XDG_CACHE_HOME: home,
    npm_config_offline: 'true',
    npm_config_cache: path.join(base, 'cache'),
    npm_config_update_notifier: 'false',
  };
  const npm = (cwd: string, ...args: string[]): string =>
    execFileSync('npm', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const [packed] = JSON.parse(npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', base)) as [
    { readonly filename: string; readonly size: number },
  ];
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  npm(folder, 'install', '--no-audit', '--no-fund', path.join(base, packed.filename));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  return {
    folder,
    packedSize: packed.size,
    env,
    remove: () => fs.rmSync(base, { recursive: true, force: true }),
  };
}
