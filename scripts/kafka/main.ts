/** `npm run kafka -- start|stop|status [--port N]`: a real Kafka broker for trying queries and for the tests. */
import { parseArgs } from 'node:util';
import { kafkaStatus, startKafka, stopKafka } from './broker.ts';
import { KafkaError } from './errors.ts';
import { kafkaVersion } from './java.ts';
import { spinner } from './spinner.ts';

const USAGE = `npm run kafka -- start [--port N]   starts a broker and prints KAFKA_BROKERS=host:port
npm run kafka -- stop               stops it and waits until it has ended
npm run kafka -- status             exit code 0 when one answers, 1 when not

The broker is, in this order: the one KAFKA_BROKERS names, Docker's (when an engine answers),
Java's (17 or newer) with Kafka ${kafkaVersion()}'s jars from Maven Central. Its data is kept in .cache/kafka/.
Exit codes: 0 done, 1 not running, 64 usage, 69 no broker to be had.
`;

const BY = { given: 'named by KAFKA_BROKERS', docker: 'in Docker', java: 'in Java' };

process.exitCode = await main();

async function main(): Promise<number> {
  let command: ReturnType<typeof readCommand>;
  try {
    command = readCommand();
  } catch (error) {
    process.stderr.write(`kafka: ${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 64;
  }
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    process.stderr.write(`kafka: ${error.message}\n`);
    return 69;
  }
}

function readCommand(): () => Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help)
    return async () => {
      process.stdout.write(USAGE);
      return 0;
    };
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536))
    throw new Error(`--port is a number from 1 to 65535, not '${values.port}'`);
  const [verb, ...rest] = positionals;
  if (rest.length > 0) throw new Error(`'${rest[0]}' is one word too many`);
  if (port !== undefined && verb !== 'start') throw new Error('--port goes with start only');
  switch (verb) {
    case 'start':
      return () => start(port);
    case 'stop':
      return stop;
    case 'status':
      return status;
    default:
      throw new Error(verb ? `'${verb}' is not start, stop or status` : 'start, stop or status?');
  }
}

async function start(port: number | undefined): Promise<number> {
  const progress = spinner('kafka');
  const began = Date.now();
  try {
    const { brokers, by, started } = await startKafka({ port, progress: progress.say });
    progress.end(
      started ? `running ${BY[by]} after ${((Date.now() - began) / 1000).toFixed(1)} s` : `already running, ${BY[by]}`,
    );
    process.stdout.write(`KAFKA_BROKERS=${brokers}\n`);
    return 0;
  } finally {
    progress.clear();
  }
}

async function stop(): Promise<number> {
  const stopped = await stopKafka();
  const given = process.env.KAFKA_BROKERS;
  const elsewhere = given ? ` (${given}, which KAFKA_BROKERS names, was not started here and is left alone)` : '';
  process.stderr.write(stopped ? 'kafka: stopped\n' : `kafka: not running${elsewhere}\n`);
  return 0;
}

async function status(): Promise<number> {
  const running = await kafkaStatus();
  if (!running) {
    process.stderr.write('kafka: not running\n');
    return 1;
  }
  process.stderr.write(`kafka: running, ${BY[running.by]}\n`);
  process.stdout.write(`KAFKA_BROKERS=${running.brokers}\n`);
  return 0;
}
