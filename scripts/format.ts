/** `npm run format`: writes every file in the project's style. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const { status } = spawnSync(process.execPath, [path.join(root, 'node_modules/.bin/biome'), 'check', '--write', '.'], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
