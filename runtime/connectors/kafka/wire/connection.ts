/** One TCP connection to a broker: requests go out in order and their answers come back in the same order. */
import { setMaxListeners } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { ConnectorError } from '../../port.ts';
import { tlsOptions } from '../security/encryption.ts';
import type { Encryption } from '../security/security.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { ASKS_IDENTITY, CLOSED, ConnectionLost, failureOf, isTls, WANTS_TLS } from './failure.ts';
import type { RequestKind } from './request.ts';

export interface Connection {
  /** `host:port` */
  readonly address: string;
  /** False once it was lost or closed. */
  readonly open: boolean;
  /**
   * Sends a request and reads its answer. Rejects with ConnectionLost when none comes within `timeoutMs`,
   * with the signal's reason when aborted (the answer is thrown away when it comes).
   */
  ask<Question, Answer>(
    kind: RequestKind<Question, Answer>,
    question: Question,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Answer>;
  /** Ends it at once; what was asked rejects with ConnectionLost. */
  close(): void;
}

interface Waiting {
  readonly answer: (body: Buffer) => void;
  readonly fail: (reason: unknown) => void;
}

/** An answer cannot be larger than this; a larger one is not Kafka's. */
const LARGEST_ANSWER = 1 << 30;

export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  /** How this client calls itself in the brokers' logs and quotas. */
  readonly clientId: string;
  /** How long connecting may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Without it what is said can be read on the way. */
  readonly encryption?: Encryption | undefined;
}

/**
 * Connects to `host:port`; rejects with ConnectionLost, the signal's reason, or ConnectorError (unreachable) where
 * the two sides cannot agree on how to speak and trying again would not help.
 */
export async function connect(options: ConnectOptions, signal: AbortSignal): Promise<Connection> {
  const { host, port, clientId, timeoutMs, encryption } = options;
  const address = `${host}:${port}`;
  const socket = encryption
    ? tls.connect({ host, port, ...(await tlsOptions(encryption, host)) }).setNoDelay(true)
    : net.connect({ host, port, noDelay: true });
  const faultOf = (error: Error): Error => failureOf(error, address, encryption);
  let early: Error | undefined;
  socket.once('error', error => {
    early = error;
  });
  await connected(socket, address, timeoutMs, signal, encryption ? 'secureConnect' : 'connect', faultOf);

  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let open = true;
  let heard = false;
  const fail = (error: Error) => {
    open = false;
    socket.destroy();
    for (const { fail } of waiting.values()) fail(error);
    waiting.clear();
  };
  const lose = (why: string, { hungUp = false } = {}) => fail(new ConnectionLost(address, why, { hungUp }));
  socket.on('error', error => fail(faultOf(error)));
  socket.on('close', () => {
    const why = heard ? CLOSED : `${CLOSED} at once${encryption ? ASKS_IDENTITY : WANTS_TLS}`;
    lose(why, { hungUp: true });
  });
  // Of TLS 1.3 the other side's verdict may come with the last words of the greeting.
  if (early) fail(faultOf(early));
  socket.on(
    'data',
    frames(
      frame => {
        heard = true;
        const id = frame.readInt32BE(0);
        waiting.get(id)?.answer(frame);
        waiting.delete(id);
      },
      begins => {
        if (heard || encryption || !isTls(begins)) lose('what answers does not speak the Kafka protocol');
        else
          fail(
            new ConnectorError(
              'unreachable',
              `the listener at ${address} speaks TLS: set security.protocol to SSL, or to SASL_SSL where it asks for a login`,
            ),
          );
      },
    ),
  );

  return {
    address,
    get open() {
      return open;
    },
    ask(kind, question, timeout, abort) {
      return new Promise((resolve, reject) => {
        if (abort.aborted) return reject(abort.reason);
        if (!open) return reject(new ConnectionLost(address, 'the connection was lost'));
        lastId = (lastId + 1) & 0x7fffffff;
        const id = lastId;
        const head = new ByteWriter().int32(0).int16(kind.key).int16(kind.version).int32(id).string(clientId);
        if (kind.flexible) head.noTags();
        kind.write(head, question);
        const frame = head.finish();
        frame.writeInt32BE(frame.length - 4, 0);
        const settle = () => {
          clearTimeout(timer);
          abort.removeEventListener('abort', aborted);
        };
        const fail = (why: unknown) => {
          settle();
          reject(why);
        };
        const aborted = () => fail(abort.reason);
        // Answers come in order: once one is late, so is everything behind it, and a new connection is better.
        const timer = setTimeout(() => lose(`no answer to ${kind.name} within ${timeout} ms`), timeout);
        setMaxListeners(0, abort);
        abort.addEventListener('abort', aborted, { once: true });
        const answer = (answered: Buffer) => {
          settle();
          try {
            const from = new ByteReader(answered, 4);
            if (kind.flexible) from.tags();
            resolve(kind.read(from));
          } catch (error) {
            lose(`its answer to ${kind.name} cannot be read`);
            reject(new ConnectionLost(address, `its answer to ${kind.name} cannot be read (${error})`));
          }
        };
        waiting.set(id, { answer, fail });
        socket.write(frame);
      });
    },
    close: () => lose('this client has left'),
  };
}

function connected(
  socket: net.Socket,
  address: string,
  timeoutMs: number,
  signal: AbortSignal,
  ready: 'connect' | 'secureConnect',
  faultOf: (error: Error) => Error,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      socket.removeListener('error', failed);
      socket.removeListener('close', closed);
    };
    const fail = (why: unknown) => {
      settle();
      // A socket that is given up may still report what went wrong with it.
      socket.on('error', () => {});
      socket.destroy();
      reject(why);
    };
    const failed = (error: Error) => fail(faultOf(error));
    const closed = () => fail(new ConnectionLost(address, CLOSED, { hungUp: true }));
    const aborted = () => fail(signal.reason);
    const timer = setTimeout(() => fail(new ConnectionLost(address, `no answer within ${timeoutMs} ms`)), timeoutMs);
    socket.on('error', failed);
    socket.on('close', closed);
    socket.once(ready, () => {
      settle();
      resolve();
    });
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted, { once: true });
  });
}

/** Puts the chunks of a stream together into frames: INT32 size, then that many bytes. */
function frames(take: (frame: Buffer) => void, refuse: (begins: Buffer) => void): (chunk: Buffer) => void {
  const size = Buffer.alloc(4);
  let sizeBytes = 0;
  let frame: Buffer | undefined;
  let filled = 0;
  let first = true;
  return chunk => {
    let at = 0;
    while (at < chunk.length) {
      if (!frame) {
        const copied = chunk.copy(size, sizeBytes, at, at + 4 - sizeBytes);
        sizeBytes += copied;
        at += copied;
        if (sizeBytes < 4) return;
        sizeBytes = 0;
        const length = size.readInt32BE(0);
        if (length < 4 || length > LARGEST_ANSWER || (first && isTls(size))) return refuse(size);
        first = false;
        // Not from the pool: records are views of it and may be kept for long.
        frame = Buffer.allocUnsafeSlow(length);
        filled = 0;
      }
      const copied = chunk.copy(frame, filled, at);
      filled += copied;
      at += copied;
      if (filled === frame.length) {
        const whole = frame;
        frame = undefined;
        take(whole);
      }
    }
  };
}
