/** Ports of this machine that nobody listens on. */
import { randomInt } from 'node:crypto';
import net from 'node:net';

/** True when one can listen on `port` of localhost. */
export function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = net.createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Below those that systems give to outgoing connections, one of which could take it before a broker listens there. */
const CHOSEN_FROM = { first: 12_000, count: 20_000 };
const ATTEMPTS = 200;

/** A port that was free a moment ago. */
export async function anyFreePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = CHOSEN_FROM.first + randomInt(CHOSEN_FROM.count);
    if (await isFree(port)) return port;
  }
  throw new Error(`none of ${ATTEMPTS} ports was free`);
}
