/** Whether what a run writes stays on this machine. */
import type { RunPlace } from '../place/place.ts';

const LOCAL_HOST = /^(?:localhost|127(?:\.\d+){3}|\[::1\]):\d+$/i;

/** What only ferris.yaml knows may be anywhere. */
export function isLocal({ kind, brokers }: Pick<RunPlace, 'kind' | 'brokers'>): boolean {
  if (kind === 'embedded' || kind === 'jsonl') return true;
  const hosts = brokers?.split(',').map(one => one.trim()) ?? [];
  return hosts.length > 0 && hosts.every(host => LOCAL_HOST.test(host));
}
