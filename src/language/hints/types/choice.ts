/** One of a few words, each with its meaning. */
import { nearest } from '../../text/nearest.ts';
import { fits, misfit, type ValueType } from './value-type.ts';

/** @param meanings value → what it means */
export function oneOf(meanings: Readonly<Record<string, string>>): ValueType {
  const values = Object.keys(meanings);
  const description = `one of ${values.join(', ')}`;
  return {
    description,
    unit: undefined,
    placeholder: values.join('|'),
    check(text) {
      if (values.includes(text)) return fits;
      const meant = SAME_WORD[text.toLowerCase()]?.find(word => values.includes(word)) ?? nearest(text, values);
      return misfit(description, text, meant);
    },
    choices: () => values.map(value => ({ value, doc: meanings[value]! })),
  };
}

/** `true` or `false`. */
export const boolean = (whenTrue: string, whenFalse: string): ValueType => oneOf({ true: whenTrue, false: whenFalse });

/** `enabled` or `disabled`. */
export const enabledOrDisabled = (whenEnabled: string, whenDisabled: string): ValueType =>
  oneOf({ enabled: whenEnabled, disabled: whenDisabled });

const YES = ['true', 'enabled'];
const NO = ['false', 'disabled'];
/** What people write for yes and no elsewhere. */
const SAME_WORD: Readonly<Record<string, readonly string[]>> = {
  true: YES,
  yes: YES,
  on: YES,
  enable: YES,
  enabled: YES,
  '1': YES,
  false: NO,
  no: NO,
  off: NO,
  disable: NO,
  disabled: NO,
  none: NO,
  '0': NO,
};
