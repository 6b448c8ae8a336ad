/** `setImmediate` of Node's timers/promises, in a worker: behind the messages that are waiting already. */
export const setImmediate = (): Promise<void> =>
  new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
