/** A disk that outlives the processes on it: what one of them was writing when it died may be there in part. */
import type { SnapshotFolder } from '../../runtime/jobs/snapshots/folder.ts';
import type { Process, World } from './world.ts';

export class Disk {
  readonly #files = new Map<string, Uint8Array>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  folder(process: Process): SnapshotFolder {
    const turn = <T>(work: () => T): Promise<T> => this.#world.onDisk(process, work);
    return {
      open: name =>
        turn(() => {
          const bytes = this.#files.get(name);
          let at = 0;
          return (
            bytes && {
              read: async count => {
                at += count;
                return bytes.subarray(at - count, at);
              },
              close: async () => {},
            }
          );
        }),
      write: async (name, pieces) => {
        const written: Uint8Array[] = [];
        for await (const piece of pieces) written.push(piece);
        await turn(() => {
          const bytes = Buffer.concat(written);
          this.#files.set(name, this.#world.isTorn(process) ? this.#torn(bytes) : bytes);
        });
      },
      remove: name => turn(() => void this.#files.delete(name)),
    };
  }

  /** Cut off, or with a byte that is another. */
  #torn(bytes: Buffer): Uint8Array {
    const { random } = this.#world;
    const at = random.below(bytes.length);
    if (random.chance(0.5)) return bytes.subarray(0, at);
    bytes[at]! ^= 1 << random.below(8);
    return bytes;
  }
}
