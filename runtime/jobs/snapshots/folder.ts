/** Files of snapshots in a folder of the disk: each is there as a whole or not at all. */
import fs from 'node:fs/promises';
import path from 'node:path';

export interface SnapshotFile {
  /** So many bytes, fewer only at its end. */
  read(bytes: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Rejects with what the disk has to say. */
export interface SnapshotFolder {
  /** Undefined: there is none of this name. */
  open(name: string): Promise<SnapshotFile | undefined>;
  /** Takes the place of what was there, once all of it is on the disk; when the pieces reject nothing has happened. */
  write(name: string, pieces: AsyncIterable<Uint8Array>): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Of two that write under one name at the same time one wins. */
let written = 0;

export const snapshotFolder = (folder: string): SnapshotFolder => ({
  async open(name) {
    const handle = await fs.open(path.join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return (
      handle && {
        async read(bytes) {
          const buffer = Buffer.allocUnsafeSlow(bytes);
          let at = 0;
          while (at < bytes) {
            const { bytesRead } = await handle.read(buffer, at, bytes - at);
            if (bytesRead === 0) break;
            at += bytesRead;
          }
          return buffer.subarray(0, at);
        },
        close: () => handle.close(),
      }
    );
  },

  async write(name, pieces) {
    await fs.mkdir(folder, { recursive: true });
    await removeLeft(folder, name);
    const unfinished = path.join(folder, `${name}.${process.pid}-${++written}${UNFINISHED}`);
    const handle = await fs.open(unfinished, 'wx');
    try {
      try {
        for await (const piece of pieces) await handle.writeFile(piece);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await fs.rename(unfinished, path.join(folder, name));
    } catch (error) {
      await fs.rm(unfinished, { force: true });
      throw error;
    }
    await synced(folder);
  },

  remove: name => fs.rm(path.join(folder, name), { force: true }),
});

const UNFINISHED = '.unfinished';
/** Nobody writes for so long, in milliseconds. */
const ABANDONED_MS = 3_600_000;

/** What a process that was killed has left behind. */
async function removeLeft(folder: string, name: string): Promise<void> {
  for (const one of await fs.readdir(folder)) {
    if (!one.startsWith(`${name}.`) || !one.endsWith(UNFINISHED)) continue;
    const file = path.join(folder, one);
    const found = await fs.stat(file).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await fs.rm(file, { force: true });
  }
}

/** So that the new name is there after a power cut; where folders cannot be opened it is as it is. */
async function synced(folder: string): Promise<void> {
  const handle = await fs.open(folder).catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
