/** `npm run check`: types and style only. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'test.ts'), 'check'], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
