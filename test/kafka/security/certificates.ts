/** Certificates for tests, signed here: an authority, and who it vouches for. X.509 (RFC 5280) as DER, by hand. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface Identity {
  /** PEM. */
  readonly certificate: string;
  readonly key: KeyObject;
  readonly name: string;
}

export interface Wanted {
  readonly name: string;
  /** Who signs it; without it, itself: an authority. */
  readonly by?: Identity;
  /** DNS names that it is for. */
  readonly hosts?: readonly string[];
  /** When it ends, in days from now; negative: it has ended. */
  readonly days?: number;
  /** Of a key that is held elsewhere. */
  readonly publicKey?: KeyObject;
}

const DAY = 86_400_000;

export function identity({ name, by, hosts = [], days = 30, ...given }: Wanted): Identity {
  const { publicKey: own, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = given.publicKey ?? own;
  const ecdsaSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const authority = extension(
    [0x55, 0x1d, 0x13],
    true,
    sequence(by ? Buffer.alloc(0) : der(0x01, Buffer.from([0xff]))),
  );
  const names = hosts.map(host => der(0x82, Buffer.from(host)));
  const extensions = [
    authority,
    ...(names.length > 0 ? [extension([0x55, 0x1d, 0x11], false, sequence(...names))] : []),
  ];
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaSha256,
    nameOf((by ?? { name }).name),
    sequence(time(Date.now() - 60 * DAY), time(Date.now() + days * DAY)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, by?.key ?? privateKey);
  const whole = sequence(body, ecdsaSha256, bits(signature));
  const lines = whole.toString('base64').match(/.{1,64}/g)!;
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey,
    name,
  };
}

/** As PEM; encrypted when there is a passphrase. */
export const pemOf = ({ key }: Identity, passphrase?: string): string =>
  key
    .export({
      type: 'pkcs8',
      format: 'pem',
      ...(passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }),
    })
    .toString();

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const oid = (...bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes));
const bits = (bytes: Buffer): Buffer => der(0x03, Buffer.concat([Buffer.from([0]), bytes]));
const nameOf = (name: string): Buffer =>
  sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name)))));
/** GeneralizedTime would be refused before 2050. */
const time = (ms: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\.\d+/, '').replaceAll(/[-:T]/g, '').slice(2)}`));

function extension(id: readonly number[], critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [der(0x01, Buffer.from([0xff]))] : [];
  return sequence(oid(...id), ...flag, der(0x04, value));
}
