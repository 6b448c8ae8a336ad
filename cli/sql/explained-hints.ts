/** The hints that hold for the deployments of a file, as lines of `config explain`. */
import type { Io } from '../io.ts';
import { outsideHints } from '../kubernetes/deploying/flags.ts';
import { loadFile } from '../kubernetes/deploying/load.ts';
import { lineOf } from '../kubernetes/deploying/place.ts';

export interface ExplainedHint {
  readonly deployment: string;
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** Throws FileError and UsageError. */
export async function explainedHints(file: string, io: Io): Promise<readonly ExplainedHint[]> {
  const outside = await outsideHints(
    { set: [], 'kafka-brokers': undefined, image: undefined, namespace: undefined },
    io,
  );
  const { name, text, specs } = await loadFile(file, outside, io);
  return specs.flatMap(spec =>
    spec.hints.map(({ key, value, origin, span, overruled }) => ({
      deployment: spec.name,
      key,
      value: /_key$|password|secret|token/.test(key) ? '(secret)' : value,
      origin: [
        span === undefined ? origin : `${name}:${lineOf(text, span.start)} (${origin})`,
        ...overruled.map(one => `instead of ${one.value} from ${one.origin}`),
      ].join('; '),
    })),
  );
}
