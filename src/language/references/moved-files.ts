/** Files get other names or places: paths in WITH that lead to them, or lead from them, must follow. */
import type * as ast from '../grammar/generated/ast.ts';
import { spanOf } from '../grammar/parse.ts';
import { stringOf } from '../names/text-of.ts';
import { shift } from '../text/span.ts';
import { schemaPath } from '../workspace/schema-files.ts';
import type { Located, Workspace } from '../workspace/workspace.ts';
import type { FileEdit } from './edits.ts';
import { propertiesIn } from './properties-in.ts';

export interface FileMove {
  /** Paths or URIs, as the workspace has them; of folders too. */
  readonly from: string;
  readonly to: string;
}

/** Values that are paths from the SQL file's folder. */
const FILE = /\.(avsc|proto|jsonl?|ndjson|ya?ml|sql)$/i;

/** Edits of the files where they are before the move. */
export function editsForMoves(workspace: Workspace, moves: readonly FileMove[]): readonly FileEdit[] {
  const moved = (path: string): string => {
    for (const { from, to } of moves) {
      if (path === from) return to;
      if (path.startsWith(`${from}/`)) return `${to}${path.slice(from.length)}`;
    }
    return path;
  };
  return workspace.paths.flatMap(path => {
    const home = moved(path);
    return workspace.statementsOf(path).flatMap(statement =>
      propertiesIn(statement.syntax).flatMap(({ value }) => {
        const written = value?.text === undefined ? '' : stringOf(value.text);
        if (!value?.text || !FILE.test(written) || written.includes('${')) return [];
        const before = schemaPath(path, written);
        const after = moved(before);
        if (schemaPath(home, written) === after) return [];
        const text = pathFrom(home, after, written);
        return [editOf({ path, statement }, value, text)];
      }),
    );
  });
}

function editOf({ path, statement }: Located, value: ast.PropertyValue, text: string): FileEdit {
  const quote = value.text?.[0] ?? "'";
  return {
    path,
    span: shift(spanOf(value), statement.offset),
    text: `${quote}${text.replaceAll(quote, quote + quote)}${quote}`,
  };
}

/** A path as it is written in a file: relative where it was so, from the root or a URI where it was that. */
function pathFrom(sqlPath: string, target: string, like: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(like)) return target;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(target)?.[0] ?? '';
  const decode = (path: string): string =>
    scheme === '' ? path : path.replaceAll(/(?:%[0-9a-f]{2})+/gi, decodeURIComponent);
  const own = target.slice(scheme.length);
  if (like.startsWith('/')) return decode(own);
  const from = sqlPath.slice(scheme.length).split('/').slice(0, -1);
  const to = own.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  const relative = [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
  return decode(like.startsWith('./') && !relative.startsWith('..') ? `./${relative}` : relative);
}
