/** Short forms for the settings of Kafka's clients, which are many and alike. */
import type { ValueType } from '../../hints/types/value-type.ts';
import { type Connector, defineProperty, KAFKA, type PropertyEntry } from '../define.ts';
import { className } from '../types/text.ts';

/** What a line of these tables may say besides key, type, sample and sentence. */
interface More {
  readonly default?: string;
  readonly aliases?: readonly string[];
  readonly runs?: boolean;
}

type Define = (key: string, type: ValueType, sample: string, doc: string, more?: More) => PropertyEntry;

const setting =
  (of: PropertyEntry['of'], connectors: readonly Connector[]): Define =>
  (key, type, sample, doc, more) =>
    defineProperty({ key, of, connectors, type, sample, doc, ...more });

/** A setting of the consumer. */
export const consumer = setting('input', ['kafka_source']);
/** A setting of the producer. */
export const producer = setting('output', ['kafka_sink']);
/** A setting of both, and of the admin client. */
export const client = setting('both', KAFKA);

/** A setting of the connection to the brokers, which every client of FerrisSQL obeys. */
export const connection: Define = (key, type, sample, doc, more) =>
  client(key, type, sample, doc, { ...more, runs: true });

/** Settings that name a Java class: known, so that a file moved here from Java is understood, and without effect. */
export const javaClass = (define: Define, key: string, what: string, sample: string): PropertyEntry =>
  define(key, className, sample, `${what} This names a Java class, and FerrisSQL runs none: it has no effect.`);
