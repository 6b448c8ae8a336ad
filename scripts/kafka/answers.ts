/** Whether a broker answers at an address: one Metadata request over a plain socket, no client library. */
import net from 'node:net';

/**
 * Metadata version 1 for no topics: its answer lists the brokers that take requests, so a broker that listens
 * already but is still joining its controller does not count as up.
 */
const METADATA_REQUEST = Buffer.from(
  '00000015 0003 0001 00000001 0007 6665727269732d 00000000'.replaceAll(' ', ''),
  'hex',
);

/** True when a broker at `host:port` answers within `timeoutMs` and is ready for clients; never rejects. */
export function brokerAnswers(address: string, timeoutMs: number): Promise<boolean> {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  const port = Number(address.slice(colon + 1));
  if (colon < 1 || !Number.isInteger(port) || port < 1 || port > 65535) return Promise.resolve(false);
  return new Promise(resolve => {
    const socket = net.connect({ host, port });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    let received = Buffer.alloc(0);
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
    socket.on('connect', () => socket.write(METADATA_REQUEST));
    socket.on('data', data => {
      received = Buffer.concat([received, data]);
      // Size, correlation id, then the number of brokers.
      if (received.length >= 12) finish(received.readInt32BE(4) === 1 && received.readInt32BE(8) > 0);
    });
  });
}

/** The first address of a `host:port,…` list that answers, or undefined. */
export async function firstThatAnswers(brokers: string, timeoutMs: number): Promise<string | undefined> {
  const addresses = brokers
    .split(',')
    .map(address => address.trim())
    .filter(Boolean);
  const answers = await Promise.all(addresses.map(address => brokerAnswers(address, timeoutMs)));
  return addresses.find((_, index) => answers[index]);
}
