/** Asks Prometheus for single numbers over HTTP. */

/** `unreachable`: nobody answers, or not in time; `refused`: what answers does not give what was asked for. */
export class PrometheusError extends Error {
  readonly kind: 'unreachable' | 'refused';
  constructor(kind: PrometheusError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface Prometheus {
  /** Undefined where there is no such series. Rejects with PrometheusError. */
  number(query: string): Promise<number | undefined>;
  /** What Prometheus warned of, each once. */
  readonly warnings: ReadonlySet<string>;
}

interface PrometheusPlace {
  /** With or without a path; user and password in it become a header. */
  readonly url: URL;
  readonly token: string | undefined;
  readonly timeoutSeconds: number;
}

export function prometheusAt({ url, token, timeoutSeconds }: PrometheusPlace): Prometheus {
  const shown = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  const endpoint = `${shown.replace(/\/api\/v1(\/query)?$/, '')}/api/v1/query`;
  const headers = { Accept: 'application/json', ...authorization(url, token) };
  const warnings = new Set<string>();
  return {
    warnings,
    async number(query) {
      const body = new URLSearchParams({ query, timeout: `${timeoutSeconds}s` });
      const answer = await ask(endpoint, { method: 'POST', headers, body }, shown, timeoutSeconds);
      for (const warning of answer.warnings) warnings.add(warning);
      return answer.value;
    },
  };
}

function authorization({ username, password }: URL, token: string | undefined): Record<string, string> {
  if (token) return { Authorization: `Bearer ${token}` };
  if (username === '' && password === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

interface Answer {
  readonly value: number | undefined;
  readonly warnings: readonly string[];
}

async function ask(endpoint: string, request: RequestInit, shown: string, timeoutSeconds: number): Promise<Answer> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(endpoint, { ...request, signal: AbortSignal.timeout(timeoutSeconds * 1000) });
    status = response.status;
    text = await response.text();
  } catch (error) {
    throw new PrometheusError('unreachable', unreachable(error, shown, timeoutSeconds));
  }
  if (status === 401 || status === 403)
    throw new PrometheusError(
      'refused',
      `Prometheus at ${shown} refuses who asks (${status}): put a token into PROMETHEUS_TOKEN, or user and password into the URL`,
    );
  const answer = parsed(text);
  if (answer?.status === 'error' && typeof answer.error === 'string')
    throw new PrometheusError(
      'refused',
      `Prometheus at ${shown} refuses a query: ${answer.error}${tooMuch(answer.error)}`,
    );
  if (status >= 500)
    throw new PrometheusError(
      'unreachable',
      `Prometheus at ${shown} does not answer: ${status} of it or of what stands before it`,
    );
  const result = answer?.status === 'success' ? answer.data?.result : undefined;
  if (status !== 200 || !Array.isArray(result))
    throw new PrometheusError(
      'refused',
      `what answers at ${shown} is not Prometheus (${status} for ${new URL(endpoint).pathname}): --prometheus takes its address without /graph or /api`,
    );
  const value = numberOf(result[0]);
  return { value, warnings: (answer?.warnings ?? []).filter(one => typeof one === 'string') };
}

/** As its documentation has it; whoever answers may be somebody else. */
interface Written {
  readonly status?: unknown;
  readonly error?: unknown;
  readonly warnings?: readonly unknown[];
  readonly data?: { readonly result?: unknown } | null;
}

function parsed(text: string): Written | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? (value as Written) : undefined;
  } catch {
    return undefined;
  }
}

/** `{ value: [time, "0.5"] }`; NaN and infinities are no answer. */
function numberOf(sample: unknown): number | undefined {
  const pair = (sample as { readonly value?: unknown } | null | undefined)?.value;
  const value = Array.isArray(pair) ? Number(pair[1]) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

const tooMuch = (error: string): string =>
  /too many samples|timed out|timeout/i.test(error) ? '; a shorter --duration asks for less' : '';

function unreachable(error: unknown, shown: string, timeoutSeconds: number): string {
  const { name, cause } = error as Error & { readonly cause?: { readonly code?: string; readonly message?: string } };
  if (name === 'TimeoutError')
    return `Prometheus at ${shown} did not answer within ${timeoutSeconds} s; --timeout waits longer`;
  const why = cause?.code ?? cause?.message ?? (error as Error).message;
  return `Prometheus at ${shown} cannot be reached (${why}); of one in the cluster: kubectl port-forward service/prometheus 9090`;
}
