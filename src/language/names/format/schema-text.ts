/** The text of the schema file that WITH names for values or keys. */
import type { FormatAsked } from './asked.ts';

export interface SchemaText {
  readonly text: string;
  /** As it is named. */
  readonly file: string;
  /** Of the files that it imports, by their paths as they are imported. */
  readonly imports: Readonly<Record<string, string>>;
  /** The record or message that is named in it. */
  readonly name?: string;
}

/** `'none'`: no file is named. `'unread'`: it could not be read, which is reported unless nothing is known of files here. */
export function schemaText({ side, environment, reporter, property }: FormatAsked): SchemaText | 'none' | 'unread' {
  const said = property(side === 'key' ? 'key.schema.file' : 'schema.file');
  if (!said || said.text === '') return 'none';
  const { text: written, span } = said;
  if (written.includes('${')) {
    reporter.report('schema/file', span, `'${written}' has a variable in it: which file it is must be known to plan`, {
      help: 'write the path itself',
    });
    return 'unread';
  }
  const name = side === 'key' ? undefined : property('schema.message')?.text;
  const file = environment.schema(written, name);
  if (!file) return 'unread';
  if (!file.found || file.text === undefined) {
    reporter.report('schema/file', span, `there is no file '${written}' beside this one`, {
      help: 'its path is relative to the folder of the SQL file; records cannot be read or written without it',
    });
    return 'unread';
  }
  const wrong = file.found.problems.find(one => one.severity === 'error');
  if (wrong) {
    reporter.report('schema/file', span, `'${written}' has an error: ${wrong.message}`, {
      related: [{ path: file.path, span: wrong.span, message: wrong.message }],
    });
    return 'unread';
  }
  return { text: file.text, file: written, imports: file.imports ?? {}, ...(name === undefined ? {} : { name }) };
}

/** Where a file is named and nothing is known of it here, the job must not start. */
export const UNREAD = '';
