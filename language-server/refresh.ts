/** Asks the client to ask again, where what another file says may have changed what was said of one that it shows. */
import type { Server } from './method.ts';

/** How long no file must change, in milliseconds: changes that come together are one. */
const QUIET = 500;

/**
 * What is typed in the only open document needs nothing: the client asks for it again by itself.
 * @param supported whether the client can be asked
 * @param ask sends the request; that the client refuses it is no matter
 */
export function refreshWithOthers(
  { project, documents }: Server,
  supported: () => boolean,
  ask: () => Promise<unknown>,
): void {
  let waiting: NodeJS.Timeout | undefined;
  const soon = (): void => {
    if (!supported()) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => void ask().catch(() => undefined), QUIET);
  };
  project.onStored(soon);
  project.onChange(() => {
    if (documents.keys().length > 1) soon();
  });
}
