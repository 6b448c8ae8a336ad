/** Texts of a certain form: names of metrics, regions, labels, Secrets, channels; and lists of them. */
import { type Choice, fits, misfit, type ValueType } from './value-type.ts';

interface Form {
  readonly description: string;
  readonly placeholder: string;
  readonly form: RegExp;
  /** The well-known ones, offered but not required. */
  readonly known?: readonly Choice[];
  /** What was meant by a text that does not fit. */
  readonly meant?: (text: string) => string | undefined;
}

/** A text that has to look a certain way. */
export const formed = ({ description, placeholder, form, known = [], meant }: Form): ValueType => ({
  description,
  unit: undefined,
  placeholder,
  check: text => (form.test(text) ? fits : misfit(description, text, meant?.(text))),
  choices: () => known,
});

/** A comma-separated list, each item of the given type and none twice. */
export const listOf = (item: ValueType, description: string): ValueType => ({
  description,
  unit: undefined,
  placeholder: '<comma_separated_list>',
  check(text) {
    const items = text.split(',').map(one => one.trim());
    const filled = items.filter(Boolean);
    if (filled.length !== items.length)
      return { ok: false, message: `takes ${description}; an item is empty`, suggestion: filled.join(',') };
    for (const [i, one] of items.entries()) {
      const checked = item.check(one);
      if (!checked.ok) return { ok: false, message: `takes ${description}; '${one}' is not ${item.description}` };
      if (items.indexOf(one) !== i)
        return {
          ok: false,
          message: `takes ${description}; '${one}' is in it twice`,
          suggestion: [...new Set(items)].join(','),
        };
    }
    return fits;
  },
  choices: () => item.choices(),
});

/** The short names stand for `ferris_<name>_by_workload`, as the runtime exposes it. */
const METRICS: readonly Choice[] = [
  { value: 'consumer_lag', doc: 'messages not yet read, per pod' },
  { value: 'pending_queries', doc: 'queries waiting, per pod' },
  { value: 'query_duration_p95', doc: '95th percentile of the time from record to result' },
  { value: 'query_rate', doc: 'records processed per second' },
];

/** A Prometheus metric. */
export const metricName = formed({
  description: 'a Prometheus metric name (letters, digits, _ and :)',
  placeholder: '<prometheus_metric_name>',
  form: /^[A-Za-z_:][A-Za-z0-9_:]*$/,
  known: METRICS,
  meant: text => {
    const meant = text
      .replace(/[^A-Za-z0-9_:]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .replace(/^(\d)/, '_$1');
    return /[A-Za-z]/.test(meant) ? meant : undefined;
  },
});

/** The value of a Kubernetes label. */
export const labelValue = (what: string, placeholder: string, known: readonly Choice[] = []): ValueType =>
  formed({
    description: `${what} (a label value: up to 63 letters, digits, -, _ and .)`,
    placeholder,
    form: /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
    known,
    meant: text => text.trim().replace(/\s+/g, '-'),
  });

/** The name of a Kubernetes object: DNS labels with dots between them. */
export const objectName = formed({
  description: 'the name of a Kubernetes object (lower-case letters, digits, - and .)',
  placeholder: '<name>',
  form: /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
  meant: text => text.toLowerCase().replace(/[^a-z0-9.-]+/g, '-'),
});

/** The name of most Kubernetes objects, short enough for what is put behind it. */
export const dnsLabel = formed({
  description: 'a name of up to 50 lower-case letters, digits and -',
  placeholder: '<name>',
  form: /^[a-z]([a-z0-9-]{0,48}[a-z0-9])?$/,
  meant: text => text.toLowerCase().replace(/[^a-z0-9-]+/g, '-'),
});

/** A cloud provider's region; those of all providers are lower-case words and digits. */
export const region = formed({
  description: 'a region such as us-west-2 (lower case)',
  placeholder: '<region>',
  form: /^[a-z]+[a-z0-9]*(-[a-z0-9]+)*$/,
  known: [
    { value: 'us-east-1', doc: 'AWS, Northern Virginia' },
    { value: 'us-east-2', doc: 'AWS, Ohio' },
    { value: 'us-west-2', doc: 'AWS, Oregon' },
    { value: 'eu-west-1', doc: 'AWS, Ireland' },
    { value: 'eu-central-1', doc: 'AWS, Frankfurt' },
    { value: 'ap-southeast-1', doc: 'AWS, Singapore' },
    { value: 'ap-northeast-1', doc: 'AWS, Tokyo' },
    { value: 'us-central1', doc: 'Google Cloud, Iowa' },
    { value: 'europe-west1', doc: 'Google Cloud, Belgium' },
    { value: 'eastus', doc: 'Azure, Virginia' },
    { value: 'westeurope', doc: 'Azure, Netherlands' },
  ],
  meant: text => text.toLowerCase().replace(/[\s_]+/g, '-'),
});

/** A Secret by name and key. A file is read by many, so what looks like the key itself is refused. */
export const secretReference: ValueType = {
  description: `the name of a Kubernetes Secret (NAME or NAME/KEY) or \${VARIABLE}`,
  unit: undefined,
  placeholder: '<secret_name/key>',
  check(text) {
    if (/^[A-Za-z0-9+_-]{20,}$/.test(text) && /\d/.test(text) && !text.includes('-'))
      return {
        ok: false,
        message: `takes ${this.description}; this looks like the key itself, which everyone who reads the file would know`,
      };
    const [name = '', key] = text.split(/\/(.*)/s);
    return objectName.check(name).ok && (key === undefined || /^[A-Za-z0-9_.-]{1,253}$/.test(key))
      ? fits
      : misfit(this.description, text);
  },
  choices: () => [],
};
