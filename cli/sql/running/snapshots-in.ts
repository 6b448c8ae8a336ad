/** Snapshots of a job's state in a folder of this machine. */
import path from 'node:path';
import { snapshotFolder } from '../../../runtime/jobs/snapshots/folder.ts';
import type { SnapshotOptions } from '../../../runtime/jobs/snapshots.ts';

/** @param stateDir undefined: there are none */
export const snapshotsIn = (
  stateDir: string | undefined,
  onTrouble: SnapshotOptions['onTrouble'],
  onLoaded: SnapshotOptions['onLoaded'] = () => {},
): { readonly snapshots?: SnapshotOptions } =>
  stateDir === undefined
    ? {}
    : {
        snapshots: {
          folder: snapshotFolder(path.join(stateDir, 'snapshots')),
          now: () => Date.now(),
          onTrouble,
          onLoaded,
        },
      };
