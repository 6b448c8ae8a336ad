/** A hint nobody reads looks like one that works. */

import type { AttachedHints } from '../../hints/attach.ts';
import { findHint, hintCatalogue, hintCategories, partsOf } from '../../hints/catalogue.ts';
import { distance, nearest } from '../../text/nearest.ts';
import { defineRule } from '../define.ts';

export const unknownKey = defineRule<AttachedHints>({
  id: 'hints/unknown-key',
  severity: 'error',
  title: 'Every hint is one of the catalogue',
  why: 'A misspelt hint changes nothing, and nobody notices until the deployment behaves otherwise than its file says.',
  bad: '-- @ferris:scaling.max_replica=10\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:scaling.max_replicas=10\nSELECT ticker FROM trades;\n',
  check: ({ all }, report) => {
    for (const { key, keySpan, value } of all) {
      if (key === '' || findHint(key)) continue;
      // Still being typed: the missing '=' is all there is to say.
      if (value === undefined && hintCatalogue.some(entry => entry.key.startsWith(key))) continue;
      const meant = meantKey(key);
      report(keySpan, {
        message: messageOf(key),
        ...(meant === undefined
          ? {}
          : {
              help: `did you mean '${meant}'?`,
              fixes: [{ title: `Use '${meant}'`, edits: [{ span: keySpan, text: meant }] }],
            }),
      });
    }
  },
});

function messageOf(key: string): string {
  const dot = key.indexOf('.');
  const name = dot < 0 ? key : key.slice(0, dot);
  const category = hintCategories.find(one => one.name === name);
  if (!category) return `'${name}' is no hint category: there are ${hintCategories.map(one => one.name).join(', ')}`;
  if (dot < 0) return `'${key}' alone is no hint: write ${category.hints[0]!.key} or another key of ${name}`;
  const pattern = category.hints.find(
    entry => entry.placeholder && key.startsWith(partsOf(entry.key).before) && partsOf(entry.key).after === '',
  );
  if (pattern) return `'${key}': ${partsOf(pattern.key).before} is followed by ${pattern.placeholder!.description}`;
  return `there is no hint '${key}' in ${name}`;
}

/** The key that was probably meant. */
function meantKey(key: string): string | undefined {
  const parts = key.split('.');
  const keys = hintCatalogue.flatMap(entry => {
    if (!entry.placeholder) return [entry.key];
    const { before, after } = partsOf(entry.key);
    const middle = parts[1] ?? '';
    // `scaling.market_hours.min_replica`: the pattern with the name that stands there.
    return parts.length === 3 && after !== '' && entry.placeholder.form.test(middle)
      ? [`${before}${middle}${after}`]
      : [];
  });
  const close = nearest(key, keys);
  if (close !== undefined && distance(key.toLowerCase(), close) <= 2) return close;
  // `min_replicas` without its category, or under a wrong one.
  const last = parts.at(-1)!;
  const lastParts = keys.filter(known => known.includes('.'));
  const sameEnd = lastParts.filter(known => known.split('.').at(-1) === last.toLowerCase());
  if (sameEnd.length === 1) return sameEnd[0];
  return close;
}
