/** The words of the language, as its grammar has them. */
import { grammarNetwork } from '../grammar/parse.ts';
import { isName } from './completion/situation.ts';

export interface Keywords {
  /** In upper case, sorted. */
  readonly all: readonly string[];
  /** Those that are names too, where no clause needs them. */
  readonly unreserved: ReadonlySet<string>;
}

let known: Keywords | undefined;

/** Costs some 10 ms the first time, as the grammar is read then. */
export function keywords(): Keywords {
  if (!known) {
    const words = [...grammarNetwork().vocabulary.keywords].filter(([word]) => /^[A-Z_]+$/.test(word));
    known = {
      all: words.map(([word]) => word).sort(),
      unreserved: new Set(words.filter(([, kind]) => isName(kind)).map(([word]) => word)),
    };
  }
  return known;
}
