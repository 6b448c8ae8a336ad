/** What WITH says of the schema registry. */
import { holdsSecret } from '../../properties/literal-secret.ts';
import type { Registry } from '../record-format.ts';
import { durationMs } from '../text-of.ts';
import type { FormatAsked } from './asked.ts';

/** Undefined where no registry is named. */
export function registryOf(asked: FormatAsked): Registry | undefined {
  const { side } = asked;
  const text = (key: string): string | undefined => asked.property(key)?.text;
  // A secret in the text is an error, and no plan holds one.
  const hidden = (key: string): string | undefined => {
    const given = text(key);
    return given === undefined || holdsSecret(key, given) ? undefined : given;
  };
  const url = text('schema.registry.url');
  if (url === undefined && asked.word !== 'avro-confluent' && asked.word !== 'json-schema') return undefined;
  const subject = text(side === 'key' ? 'key.schema.subject' : 'schema.subject');
  const strategy = strategyOf(text(side === 'key' ? 'key.subject.name.strategy' : 'value.subject.name.strategy'));
  const id = text(side === 'key' ? 'key.schema.id' : 'schema.id');
  const register = text('auto.register.schemas');
  const latest = text('use.latest.version');
  const timeout = text('schema.registry.timeout.ms');
  const timeoutMs = timeout === undefined ? undefined : /^\d+$/.test(timeout) ? Number(timeout) : durationMs(timeout);
  const user = text('schema.registry.username');
  const password = hidden('schema.registry.password');
  const info = hidden('schema.registry.basic.auth.user.info');
  const token = hidden('schema.registry.bearer.token');
  const ca = text('schema.registry.ssl.ca.location');
  const certificate = text('schema.registry.ssl.certificate.location');
  const key = text('schema.registry.ssl.key.location');
  const none = text('schema.registry.auth.type')?.toLowerCase() === 'none';
  const auth: Registry['auth'] = none
    ? undefined
    : token !== undefined
      ? { kind: 'bearer', token }
      : info !== undefined
        ? { kind: 'basic-info', info }
        : user !== undefined
          ? { kind: 'basic', user, password: password ?? '' }
          : undefined;
  return {
    ...(url === undefined ? {} : { url }),
    ...(subject === undefined ? {} : { subject }),
    ...(strategy === undefined ? {} : { strategy }),
    ...(id === undefined ? {} : { id: Number(id) }),
    ...(isNo(register) ? { register: false } : {}),
    ...(isYes(latest) ? { latest: true } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(auth ? { auth } : {}),
    ...((ca ?? certificate ?? key)
      ? {
          tls: {
            ...(ca === undefined ? {} : { ca }),
            ...(certificate === undefined ? {} : { certificate }),
            ...(key === undefined ? {} : { key }),
          },
        }
      : {}),
  };
}

const isNo = (text: string | undefined): boolean => text !== undefined && /^(false|no|off|0)$/i.test(text);
const isYes = (text: string | undefined): boolean => text !== undefined && /^(true|yes|on|1)$/i.test(text);

/** Also as the classes of Confluent's serializers are called. */
function strategyOf(text: string | undefined): Registry['strategy'] {
  const name = text?.toLowerCase().replaceAll(/[^a-z]/g, '') ?? '';
  if (name.endsWith('topicrecord') || name.endsWith('topicrecordnamestrategy')) return 'topic-record';
  if (name.endsWith('record') || name.endsWith('recordnamestrategy')) return 'record';
  return text === undefined ? undefined : 'topic';
}
