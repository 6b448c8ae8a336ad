/** The language server's worker, shared by Monaco's client and by this page's own requests. */

/** Requests of the page have ids that no client counts up to. */
const OWN = 'page-';

export interface SharedServer {
  /** What Monaco's client takes for the worker: it does not see the answers to the page. */
  readonly worker: Worker;
  /** Resolves when the server knows the document. */
  readonly opened: Promise<void>;
  /** Rejects with the server's message when it refuses. */
  request<Result>(method: string, params: object): Promise<Result>;
}

interface Sent {
  readonly method?: string;
  readonly params?: {
    readonly capabilities?: { experimental?: object };
    readonly textDocument?: { readonly languageId?: string };
  };
}

interface Answer {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** @param commands of code lenses that the page runs */
export function sharedServer(worker: Worker, language: string, commands: readonly string[]): SharedServer {
  const waiting = new Map<string, (answer: Answer) => void>();
  const hidden = ({ data }: MessageEvent<Answer>): boolean => typeof data?.id === 'string' && data.id.startsWith(OWN);
  worker.addEventListener('message', (event: MessageEvent<Answer>) => {
    if (!hidden(event)) return;
    const id = String(event.data.id);
    waiting.get(id)?.(event.data);
    waiting.delete(id);
  });
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const listeners = new Map<unknown, (event: MessageEvent) => void>();
  const facade = {
    postMessage(message: Sent) {
      const { method, params } = message;
      if (method === 'initialize' && params?.capabilities) params.capabilities.experimental = { commands };
      // Monaco's client shows it every pane.
      const languageId = params?.textDocument?.languageId;
      if (languageId !== undefined && languageId !== language) return;
      worker.postMessage(message);
      if (languageId === language) open();
    },
    addEventListener(_type: string, listener: (event: MessageEvent) => void) {
      const filtered = (event: MessageEvent): void => {
        if (!hidden(event)) listener(event);
      };
      listeners.set(listener, filtered);
      worker.addEventListener('message', filtered);
    },
    removeEventListener(_type: string, listener: (event: MessageEvent) => void) {
      const filtered = listeners.get(listener);
      if (filtered) worker.removeEventListener('message', filtered);
    },
  };
  let last = 0;
  return {
    worker: facade as unknown as Worker,
    opened,
    request: <Result>(method: string, params: object) =>
      new Promise<Result>((resolve, reject) => {
        const id = `${OWN}${++last}`;
        waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result as Result)));
        worker.postMessage({ jsonrpc: '2.0', id, method, params });
      }),
  };
}
