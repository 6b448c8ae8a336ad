/** Asks the client to ask again, where what another file says may have changed what was said of one that it shows. */
import type { Server } from './method.ts';

/** How long no file must change, in milliseconds: changes that come together are one. */
const QUIET = 500;

/**
 * When files change that nobody types in.
 * @param supported whether the client can be asked
 * @param ask sends the request; that the client refuses it is no matter
 * @returns asks too, for a reason of the caller's own
 */
export function refreshWithStored(
  { project }: Server,
  supported: () => boolean,
  ask: () => Promise<unknown>,
): () => void {
  let waiting: NodeJS.Timeout | undefined;
  const soon = (): void => {
    if (!supported()) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      try {
        await ask();
      } catch {
        // It is gone, or does not want to.
      }
    }, QUIET);
  };
  project.onStored(soon);
  return soon;
}

/** Also while several documents are open: what is typed in the only one needs nothing, the client asks for it by itself. */
export function refreshWithOthers(server: Server, supported: () => boolean, ask: () => Promise<unknown>): void {
  const { project, documents } = server;
  const soon = refreshWithStored(server, supported, ask);
  project.onChange(() => {
    if (documents.keys().length > 1) soon();
  });
}
