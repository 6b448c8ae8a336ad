/** What is used of Node's timers/promises, in a worker. */

/** Behind the messages that are waiting already. */
export const setImmediate = (): Promise<void> =>
  new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

/** Rejects with an AbortError as soon as the signal says so. */
export const setTimeout = <T>(ms: number, value?: T, { signal }: { readonly signal?: AbortSignal } = {}): Promise<T> =>
  new Promise((resolve, reject) => {
    const aborted = (): void => {
      clearTimeout(timer);
      reject(new DOMException('The operation was aborted', 'AbortError'));
    };
    const timer = globalThis.setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve(value as T);
    }, ms);
    if (signal?.aborted) aborted();
    else signal?.addEventListener('abort', aborted, { once: true });
  });
