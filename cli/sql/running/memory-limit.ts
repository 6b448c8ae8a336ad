/** How much memory and disk the state of a job may take, of its SQL, the settings and the folder that is named. */
import path from 'node:path';
import { sqliteFiles } from '../../../runtime/state/memory/sqlite-file.ts';
import type { MemoryLimit } from '../../../runtime/state/memory/state-memory.ts';
import type { Plan } from '../../../src/compiler/plan/plan.ts';
import type { RunSettings } from '../../configuration.ts';

/** As a thread can be told. */
export interface MemoryAllowed {
  readonly bytes: number;
  readonly diskBytes: number;
  /** Where state goes beyond memory; undefined: the folder for temporary files. */
  readonly folder: string | undefined;
}

const MIB = 1 << 20;

/**
 * Flags and variables go before what the SQL says, and that before files. Undefined: there is no limit.
 * @param members threads that share it
 */
export function memoryAllowed(
  plan: Plan,
  { memoryLimitMib, memoryLimitByFile, diskLimitMib = Infinity }: RunSettings,
  stateDir: string | undefined,
  members: number,
): MemoryAllowed | undefined {
  const mib = memoryLimitByFile ? (plan.memoryMib ?? memoryLimitMib) : memoryLimitMib;
  if (mib === undefined) return undefined;
  return {
    bytes: (mib * MIB) / members,
    diskBytes: (diskLimitMib * MIB) / members,
    folder: stateDir === undefined ? undefined : path.join(stateDir, 'spilled'),
  };
}

/** Rejects with SpillError where Node has no SQLite. */
export async function memoryLimit(
  allowed: MemoryAllowed | undefined,
): Promise<{ readonly memory?: MemoryLimit | undefined }> {
  if (!allowed) return {};
  const { bytes, diskBytes, folder } = allowed;
  return { memory: { bytes, diskBytes, open: await sqliteFiles(folder) } };
}
