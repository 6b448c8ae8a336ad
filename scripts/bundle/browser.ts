/** What bundles for a browser have in place of Node: the extension's worker and the playground. */
import path from 'node:path';
import type { BuildOptions } from 'esbuild';
import { aliases } from './aliases.ts';

/** @param root the folder of the repository */
export function inBrowser(root: string): Pick<BuildOptions, 'platform' | 'alias' | 'inject' | 'external'> {
  const platform = path.join(root, 'playground/src/platform');
  return {
    platform: 'browser',
    alias: {
      ...aliases,
      'node:timers/promises': path.join(platform, 'timers.ts'),
      'node:events': path.join(platform, 'events.ts'),
    },
    inject: [path.join(platform, 'buffer.ts')],
    // Asked for by an import() where it is Node that runs: by QuickJS, and for certificates of one's own.
    external: ['module', 'node:https'],
  };
}
