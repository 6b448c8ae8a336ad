/** The cluster of a kubeconfig, through Kubernetes' own client: its credentials, certificates and proxies. */
import { HttpMethod, IsomorphicFetchHttpLibrary, type KubeConfig, RequestContext } from '@kubernetes/client-node';
import { type Cluster, type Question, type RefusalCause, RefusedError, UnreachableError } from './cluster.ts';

/** Milliseconds until an API server that says nothing counts as not reached. */
const ANSWER_WITHIN = 30_000;

/**
 * The client's models are left alone: they would drop fields that they do not know, and a manifest is checked already.
 * @param signal ends whatever is being asked
 */
export function connect(config: KubeConfig, signal: AbortSignal): Cluster {
  const context = config.getContextObject(config.getCurrentContext());
  const server = (config.getCurrentCluster()?.server ?? '').replace(/\/+$/, '');
  const http = new IsomorphicFetchHttpLibrary();
  const send = async (question: Question): Promise<Answer> => {
    signal.throwIfAborted();
    const timeout = AbortSignal.timeout(ANSWER_WITHIN);
    try {
      const request = await requestFor(question, server, config, AbortSignal.any([signal, timeout]));
      const response = await http.send(request).toPromise();
      return { code: response.httpStatusCode, text: await response.body.text() };
    } catch (error) {
      if (error instanceof UnreachableError) throw error;
      signal.throwIfAborted();
      throw new UnreachableError(
        timeout.aborted ? `no answer within ${ANSWER_WITHIN / 1000} seconds` : innermost(error),
      );
    }
  };
  return {
    context: config.getCurrentContext(),
    server,
    namespace: context?.namespace ?? 'default',
    ask: async question => answerOf(await send(question)),
    askText: async question => {
      const answer = await send(question);
      return answer.code < 400 ? answer.text : String(answerOf(answer));
    },
  };
}

async function requestFor(
  { method, path, query = {}, body, contentType = 'application/json' }: Question,
  server: string,
  config: KubeConfig,
  signal: AbortSignal,
): Promise<RequestContext> {
  const request = new RequestContext(`${server}${path}`, HttpMethod[method]);
  for (const [name, value] of Object.entries(query)) request.setQueryParam(name, value);
  request.setHeaderParam('Accept', 'application/json');
  if (body !== undefined) {
    request.setHeaderParam('Content-Type', contentType);
    request.setBody(JSON.stringify(body));
  }
  request.setSignal(signal);
  try {
    await config.applySecurityAuthentication(request);
  } catch (error) {
    throw new UnreachableError(`the kubeconfig's credentials cannot be used: ${innermost(error)}`);
  }
  return request;
}

interface Status {
  readonly message?: string;
  readonly details?: { readonly causes?: readonly RefusalCause[] };
}

interface Answer {
  /** Of HTTP. */
  readonly code: number;
  readonly text: string;
}

/** Throws RefusedError, and UnreachableError for what is no JSON. */
function answerOf({ code, text }: Answer): unknown {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    if (code < 400) throw new UnreachableError('what answers there is not a Kubernetes API server');
  }
  if (code < 400) return answer;
  const { message, details } = (answer ?? {}) as Status;
  throw new RefusedError(code, message ?? `HTTP ${code} ${text.slice(0, 200).trim()}`.trim(), details?.causes);
}

/** `fetch failed` says nothing; its cause does. */
function innermost(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (inner instanceof AggregateError && inner.errors[0] instanceof Error) return inner.errors[0].message;
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}
