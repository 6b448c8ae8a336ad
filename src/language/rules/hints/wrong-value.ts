/** A value that does not fit its key. */

import type { AttachedHints } from '../../hints/attach.ts';
import { findHint } from '../../hints/catalogue.ts';
import { variablesIn } from '../../hints/variables.ts';
import { defineRule } from '../define.ts';

export const wrongValue = defineRule<AttachedHints>({
  id: 'hints/wrong-value',
  severity: 'error',
  title: 'A value fits its key',
  why: 'A value that cannot be understood would have to be guessed, and a deployment is no place for guesses.',
  bad: '-- @ferris:sla.latency_p95_ms=100ms\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:sla.latency_p95_ms=100\nSELECT ticker FROM trades;\n',
  check: ({ all }, report) => {
    for (const { key, value, valueSpan } of all) {
      const entry = findHint(key)?.entry;
      if (!entry || value === undefined || !valueSpan) continue;
      if (value === '') {
        report(valueSpan, {
          message: `${key} has no value: it takes ${entry.type.description}`,
          help: `for example ${key}=${entry.example}`,
        });
        continue;
      }
      const variables = variablesIn(value);
      if (variables.broken)
        report(valueSpan, {
          message: `${key}: ${variables.broken}`,
          help: `write \${NAME}, \${NAME:-default} or \${NAME:?message}`,
        });
      // What a variable will hold is known when it is expanded, not here.
      if (variables.broken || variables.any) continue;
      const checked = entry.type.check(value);
      if (checked.ok) continue;
      const { message, suggestion } = checked;
      report(valueSpan, {
        message: `${key} ${message}`,
        ...(suggestion
          ? {
              help: `did you mean '${suggestion}'?`,
              fixes: [{ title: `Use '${suggestion}'`, edits: [{ span: valueSpan, text: suggestion }] }],
            }
          : { help: `for example ${key}=${entry.example}` }),
      });
    }
  },
});
