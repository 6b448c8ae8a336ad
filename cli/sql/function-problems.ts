/** Functions of a plan whose JavaScript cannot be called, as findings in the SQL text: they are tried before anything is read. */
import type { Plan } from '../../src/compiler/plan/plan.ts';
import type { Diagnostic } from '../../src/language/text/diagnostic.ts';
import { linesOf } from '../../src/language/text/lines.ts';

export async function functionProblems({ functions }: Plan, text: string): Promise<readonly Diagnostic[]> {
  if (!functions) return [];
  const [{ loadFunctions }, { FunctionError }] = await Promise.all([
    import('../../runtime/functions/load.ts'),
    import('../../runtime/functions/failure.ts'),
  ]);
  try {
    (await loadFunctions(functions)).close();
    return [];
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    const lines = linesOf(text);
    const line = lines.textOf(error.line - 1);
    const start = lines.offsetAt({ line: error.line - 1, column: line.length - line.trimStart().length });
    const span = { start, end: start + line.trim().length };
    return [{ rule: 'sql/function-body', severity: 'error', span, message: `${error.functionName}: ${error.reason}` }];
  }
}
