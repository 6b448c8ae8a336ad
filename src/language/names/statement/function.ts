/** CREATE [AGGREGATE] FUNCTION. */

import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import type { BoundFunction, UserFunction } from '../bound.ts';
import { bindType } from '../expression/casts.ts';
import type { Reporter } from '../report.ts';
import { nameOf, stringOf } from '../text-of.ts';

export function bindFunction(node: ast.CreateFunction, reporter: Reporter): BoundFunction {
  const name = nameOf(node.name ?? '');
  const language = nameOf(node.functionLanguage ?? '');
  if (language !== '' && !['javascript', 'js'].includes(language.toLowerCase()))
    reporter.report(
      'sql/function-language',
      reporter.shifted(spanOfProperty(node, 'functionLanguage')),
      `functions are written in JavaScript; '${language}' is not known`,
      { help: 'write LANGUAGE javascript' },
    );
  if (functionTable.has(name.toUpperCase()))
    reporter.report(
      'sql/duplicate-name',
      reporter.shifted(spanOfProperty(node, 'name')),
      `${name.toUpperCase()} is a function of the language: a call would never reach this one`,
      { help: 'give it another name' },
    );
  const seen = new Set<string>();
  for (const parameter of node.parameters) {
    const one = nameOf(parameter.name ?? '').toLowerCase();
    if (seen.has(one))
      reporter.report('sql/duplicate-column', reporter.at(parameter), `two parameters are called '${one}'`);
    seen.add(one);
  }
  const declared: UserFunction = {
    name,
    aggregate: node.aggregate,
    parameters: node.parameters.map(parameter => ({
      name: nameOf(parameter.name ?? ''),
      type: bindType(parameter.type, { reporter }),
    })),
    returns: bindType(node.returns, { reporter }),
    body: bodyOf(node.body ?? ''),
  };
  const { start } = spanOfProperty(node, 'body');
  const lacking = node.aggregate
    ? AGGREGATE_PARTS.filter(part => !new RegExp(`\\b${part}\\b`).test(declared.body))
    : [];
  if (node.body !== undefined && lacking.length > 0)
    reporter.report(
      'sql/function-body',
      reporter.shifted(spanOfProperty(node, 'body')),
      `an aggregate needs ${lacking.map(part => `a function ${part}`).join(' and ')}`,
      {
        help: 'write function init() { return … }, function add(state, …) { … } and function result(state) { return … }',
      },
    );
  return { kind: 'function', declared, bodyAt: start + (node.body?.startsWith('$$') ? 2 : 1) };
}

/** What an aggregate cannot do without. */
const AGGREGATE_PARTS = ['init', 'add', 'result'];

const bodyOf = (written: string): string =>
  written.startsWith('$$') ? written.slice(2, -2) : written === '' ? '' : stringOf(written);
