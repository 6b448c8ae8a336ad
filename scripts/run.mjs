#!/usr/bin/env node
// Runs a project script under the pinned Node, after installing and building what is missing. Needs only Node >= 20 and npm.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const cache = path.join(root, '.cache');
const started = Date.now();
const say = text => process.stderr.write(`[ferris] ${text}\n`);

const digest = files => {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(fs.readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
};
const filesBelow = (folder, keep) => {
  const found = [];
  const visit = relative => {
    for (const entry of fs.readdirSync(path.join(root, relative), { withFileTypes: true })) {
      const child = path.posix.join(relative, entry.name);
      if (entry.isDirectory()) {
        if (!['node_modules', 'generated', 'dist'].includes(entry.name)) visit(child);
      } else if (keep(entry.name)) found.push(child);
    }
  };
  if (fs.existsSync(path.join(root, folder))) visit(folder);
  return found.sort();
};
/** Does a step again only when the files it depends on changed since it last succeeded. */
const step = (name, files, what, action, present = () => true) => {
  const stamp = path.join(cache, `${name}.stamp`);
  const now = digest(files);
  if (present() && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === now) return;
  const t0 = Date.now();
  say(`${what} …`);
  action();
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(stamp, now);
  say(`${what}: done in ${((Date.now() - t0) / 1000).toFixed(1)} s`);
};
const must = (command, args, options = {}) => {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    ...options,
  });
  if (result.status !== 0) {
    process.stderr.write(result.stdout ?? '');
    say(
      `'${command} ${args.join(' ')}' failed${result.error ? `: ${result.error.message}` : ` with exit code ${result.status}`}`,
    );
    process.exit(1);
  }
};
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
// Not `npm ci`: a registry mirror may lack other platforms' optional packages, and ci refuses a lock file without them.
const install = folder => must(npm, ['install', '--no-save', '--loglevel=error'], { cwd: path.join(root, folder) });

if (Number(process.versions.node.split('.')[0]) < 20) {
  say(
    `Node ${process.versions.node} is too old: this project's scripts need Node 20 or newer (they then install their own Node 24)`,
  );
  process.exit(64);
}
const [task, ...rest] = process.argv.slice(2);
const tasks = {
  demo: 'scripts/demo.ts',
  test: 'scripts/test.ts',
  check: 'scripts/check.ts',
  format: 'scripts/format.ts',
  kafka: 'scripts/kafka/main.ts',
  bench: 'bench/main.ts',
  'test:electron': 'test/vscode/electron.ts',
  'ferris-sql': 'bin/ferris-sql.cjs',
  'ferris-k8s-deploy': 'bin/ferris-k8s-deploy.cjs',
  build: undefined,
};
if (!(task in tasks)) {
  say(`unknown task '${task ?? ''}': one of ${Object.keys(tasks).join(', ')}`);
  process.exit(64);
}

const node = path.join(root, 'toolchain/node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
step(
  'toolchain',
  ['toolchain/package.json', 'toolchain/package-lock.json'],
  'installing the pinned Node',
  () => install('toolchain'),
  () => fs.existsSync(node),
);
step(
  'install',
  ['package.json', 'package-lock.json', '.npmrc'],
  'installing packages',
  () => install('.'),
  () => fs.existsSync(path.join(root, 'node_modules/langium')),
);
const environment = {
  ...process.env,
  PATH: `${path.dirname(node)}${path.delimiter}${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`,
};
step(
  'grammar',
  ['langium-config.json', ...filesBelow('src/language/grammar', name => name.endsWith('.langium'))],
  'generating the parser',
  () => must(node, ['node_modules/langium-cli/bin/langium.js', 'generate'], { env: environment }),
  () => fs.existsSync(path.join(root, 'src/language/grammar/generated/grammar.ts')),
);
const sources = ['src', 'runtime', 'cli', 'language-server', 'extension', 'scripts', 'bin'].flatMap(folder =>
  filesBelow(folder, name => /\.(ts|mjs|cjs|json|css|html|langium|svg|png)$/.test(name)),
);
step(
  'build',
  ['package.json', ...sources],
  'building',
  () => must(node, ['scripts/build.ts'], { env: environment }),
  () => fs.existsSync(path.join(root, 'dist/cli')),
);

if (tasks[task]) {
  if (Date.now() - started > 1000) say(`ready after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  const cwd = task.startsWith('ferris-') ? process.env.INIT_CWD || process.cwd() : root;
  const child = spawn(node, [path.join(root, tasks[task]), ...rest], { cwd, stdio: 'inherit', env: environment });
  // The terminal sends Ctrl-C to both; the child decides how to end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  child.on('error', error => {
    say(`cannot start ${tasks[task]}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
