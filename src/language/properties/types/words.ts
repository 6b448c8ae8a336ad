/** One of a few words, whatever their case, each with its meaning; some of them may be for later. */
import { fits, misfit, type ValueType } from '../../hints/types/value-type.ts';
import { nearest } from '../../text/nearest.ts';

export interface Words extends ValueType {
  /** Those that run, as the documentation writes them. */
  readonly words: readonly string[];
  /** Those that are understood and cannot run yet. */
  readonly later: readonly string[];
}

type Meanings = Readonly<Record<string, string>>;

/**
 * @param meanings word → what it means
 * @param laterMeanings the same for the words that cannot run yet
 */
export function words(meanings: Meanings, laterMeanings: Meanings = {}): Words {
  const all = Object.entries({ ...meanings, ...laterMeanings });
  const known = all.map(([word]) => word);
  const description = known.length === 1 ? `'${known[0]}'` : `one of ${known.join(', ')}`;
  return {
    description,
    unit: undefined,
    placeholder: known.join('|'),
    words: Object.keys(meanings),
    later: Object.keys(laterMeanings),
    check(text) {
      const bare = bareWord(text);
      if (known.some(word => word.toLowerCase() === text.toLowerCase())) return fits;
      return misfit(description, text, known.find(word => bareWord(word) === bare) ?? meantBy(text, known));
    },
    choices: () => all.map(([value, doc]) => ({ value, doc })),
  };
}

export const isWords = (type: ValueType): type is Words => 'words' in type && 'later' in type;

/** Of one or two characters any word is as near as another. */
const meantBy = (text: string, known: readonly string[]) => (text.length > 2 ? nearest(text, known) : undefined);

/** `log_and_continue`, `LogAndContinue` and `log-and-continue` are the same word to a reader. */
const bareWord = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, '');

/** `true` or `false`. */
export function yesNo(whenTrue: string, whenFalse: string): Words {
  const type = words({ true: whenTrue, false: whenFalse });
  return {
    ...type,
    check(text) {
      const checked = type.check(text);
      return checked.ok ? checked : misfit(type.description, text, SAME[text.toLowerCase()]);
    },
  };
}

/** What people write for yes and no elsewhere. */
const SAME: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  enabled: 'true',
  '1': 'true',
  no: 'false',
  off: 'false',
  disabled: 'false',
  '0': 'false',
};
