/** Hints that ferris.yaml gives for all files below it: `deploy:`, by key, with dots or as maps in one another. */
import { findHint, hintCatalogue } from '../../language/hints/catalogue.ts';
import { nearest } from '../../language/text/nearest.ts';

export interface SettingHints {
  /** Values by key; what is wrong is left out. */
  readonly hints: Readonly<Record<string, string>>;
  readonly problems: readonly SettingProblem[];
}

export interface SettingProblem {
  /** The word of the file that it is about: the last part of a key. */
  readonly word: string;
  readonly message: string;
}

/** @param deploy the value of `deploy` as YAML gives it */
export function settingHints(deploy: unknown): SettingHints {
  const hints: Record<string, string> = {};
  const problems: SettingProblem[] = [];
  const read = (value: unknown, key: string): void => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) read(inner, key === '' ? name : `${key}.${name}`);
      return;
    }
    const word = key.split('.').at(-1)!;
    if (value === null || value === undefined) {
      problems.push({ word, message: `deploy.${key} has no value` });
      return;
    }
    const text = Array.isArray(value) ? value.join(',') : asHint(key, value);
    const wrong = hintProblem(key, text);
    if (wrong) problems.push({ word, message: `deploy.${key}: ${wrong}` });
    else hints[key] = text;
  };
  if (deploy === undefined || deploy === null) return { hints, problems };
  if (typeof deploy === 'object' && !Array.isArray(deploy)) read(deploy, '');
  else
    problems.push({
      word: 'deploy',
      message: "'deploy' takes hints, such as 'container.image: ferris-sql:1.4.0'",
    });
  return { hints, problems };
}

/** What is wrong with a hint's value outside of a file; what holds a variable is not known yet. */
export function hintProblem(key: string, value: string): string | undefined {
  const entry = findHint(key)?.entry;
  if (!entry) {
    const meant = nearest(
      key,
      hintCatalogue.map(one => one.key),
    );
    return `there is no hint '${key}'${meant ? `; did you mean '${meant}'?` : ''}`;
  }
  if (value === '') return 'a value is missing';
  if (value.includes('${')) return undefined;
  const checked = entry.type.check(value);
  return checked.ok ? undefined : checked.message;
}

/** YAML's true is a hint's `enabled` where that is what it takes. */
function asHint(key: string, value: unknown): string {
  const text = String(value);
  if (typeof value !== 'boolean' || findHint(key)?.entry.type.check(text).ok) return text;
  return value ? 'enabled' : 'disabled';
}
