/** One iteration over a running query: rows as they are asked for, and an end whenever it is wished. */

/** Runs until its input ends or the signal comes; `give` resolves when there is room for more. */
export type Work<T> = (give: (items: readonly T[]) => Promise<void>, signal: AbortSignal) => Promise<void>;

interface Waiting<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(error: unknown): void;
}

/** The work begins with the first `next`. `outer`: ends it, and iterating rejects with its reason. */
export function iteration<T>(work: Work<T>, outer: AbortSignal | undefined): AsyncIterator<T, undefined> {
  const stop = new AbortController();
  let items: T[] = [];
  let at = 0;
  const waiting: Waiting<T>[] = [];
  let emptied: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let over: { readonly error: unknown } | 'ended' | undefined;

  const end = (how: NonNullable<typeof over>): void => {
    over ??= how;
    for (const one of waiting.splice(0)) settle(one);
    emptied?.();
  };
  function settle(one: Waiting<T>): void {
    if (at < items.length) {
      one.resolve({ done: false, value: items[at++]! });
      if (at === items.length) {
        items = [];
        at = 0;
        emptied?.();
      }
    } else if (over === undefined) waiting.push(one);
    else if (over === 'ended') one.resolve({ done: true, value: undefined });
    else one.reject(over.error);
  }
  const give = (more: readonly T[]): Promise<void> => {
    if (over !== undefined) return Promise.resolve();
    items = items.slice(at).concat(more);
    at = 0;
    for (const one of waiting.splice(0)) settle(one);
    if (items.length === 0) return Promise.resolve();
    return new Promise(resolve => {
      emptied = resolve;
    });
  };
  const aborted = (): void => {
    items = [];
    at = 0;
    end({ error: outer!.reason });
    stop.abort();
  };
  function start(): void {
    if (outer?.aborted) {
      aborted();
      return;
    }
    outer?.addEventListener('abort', aborted, { once: true });
    running = work(give, stop.signal)
      .then(
        () => end('ended'),
        (error: unknown) => end({ error }),
      )
      .finally(() => outer?.removeEventListener('abort', aborted));
  }

  return {
    next() {
      if (!running && over === undefined) start();
      return new Promise((resolve, reject) => settle({ resolve, reject }));
    },
    async return() {
      items = [];
      at = 0;
      end('ended');
      stop.abort();
      await running;
      return { done: true, value: undefined };
    },
  };
}
