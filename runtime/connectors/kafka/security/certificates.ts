/** Which certificates are believed and which are shown, under the names of Java's client and of librdkafka's. */
import { ConnectorError } from '../../port.ts';
import type { KafkaProperties } from './from-properties.ts';
import type { Encryption, Pem } from './security.ts';

/** Throws ConnectorError (refused) when two settings say it. */
export function trustedOf(properties: KafkaProperties): Pem | undefined {
  mustBeRead(properties, 'ssl.truststore.type', 'PEM', 'ssl.ca.location');
  return one(properties, ['ssl.ca.location', 'ssl.truststore.location'], ['ssl.truststore.certificates']);
}

/** Throws ConnectorError (refused) when it is said twice or by half. */
export function identityOf(properties: KafkaProperties): Encryption['identity'] {
  mustBeRead(properties, 'ssl.keystore.type', 'PEM or PKCS12', 'ssl.keystore.location');
  const certificates = one(properties, ['ssl.certificate.location'], ['ssl.keystore.certificate.chain']);
  const key = one(properties, ['ssl.key.location'], ['ssl.keystore.key']);
  const store = properties['ssl.keystore.location'];
  const passwordOf = (...names: readonly string[]) => {
    const passphrase = names.map(name => properties[name]).find(Boolean);
    return passphrase === undefined ? {} : { passphrase };
  };
  if (store !== undefined) {
    const other = certificates ?? key;
    if (other) throw refused(`ssl.keystore.location and ${other.setting} say the same thing: leave one of them out`);
    return {
      store: { file: store, setting: 'ssl.keystore.location' },
      ...passwordOf('ssl.keystore.password', 'ssl.key.password'),
    };
  }
  if (!certificates && !key) return undefined;
  if (!certificates) throw refused(`${key!.setting} is set, and the certificate is missing: ssl.certificate.location`);
  if (!key) throw refused(`${certificates.setting} is set, and the private key is missing: ssl.key.location`);
  return { certificates, key, ...passwordOf('ssl.key.password') };
}

function one(properties: KafkaProperties, files: readonly string[], texts: readonly string[]): Pem | undefined {
  const given: Pem[] = [];
  for (const setting of files) {
    const file = properties[setting];
    if (file) given.push({ file, setting });
  }
  for (const setting of texts) {
    const text = properties[setting];
    // In an environment variable or a properties file the lines of a PEM are often written as \n.
    if (text) given.push({ text: text.replaceAll('\\n', '\n'), setting });
  }
  const [first, second] = given;
  const same = first && second && 'file' in first && 'file' in second && first.file === second.file;
  if (second && !same)
    throw refused(`${first!.setting} and ${second.setting} say the same thing: leave one of them out`);
  return first;
}

function mustBeRead(properties: KafkaProperties, setting: string, kinds: string, location: string): void {
  const kind = properties[setting]?.trim().toUpperCase();
  if (kind === undefined || kinds.includes(kind)) return;
  const how =
    location === 'ssl.ca.location'
      ? 'export its certificates with keytool -exportcert -rfc, or openssl pkcs12 -nokeys, into a PEM file'
      : 'turn it into PKCS12 with keytool -importkeystore -deststoretype PKCS12';
  throw refused(`${setting} is ${kinds} here, not '${kind}': ${how}, and name that with ${location}`);
}

const refused = (message: string): ConnectorError => new ConnectorError('refused', message);
