/** The language server in a worker: the same as in a process; files are the editor's to read. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from '../../language-server/connection.ts';
import { connectionOptions } from '../../language-server/options.ts';
import { READ_REQUEST, SIZE_REQUEST, type UriParams, WALK_REQUEST } from './files-protocol.ts';

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), connectionOptions);

const ask = async <Answer>(request: string, uri: string): Promise<Answer | undefined> =>
  (await connection.sendRequest<Answer | null>(request, { uri } satisfies UriParams)) ?? undefined;

serve(connection, {
  files: {
    read: uri => ask<string>(READ_REQUEST, uri),
    // The editor's file systems tell of no links: what they hold is theirs to guard.
    real: async uri => uri,
    size: uri => ask<number>(SIZE_REQUEST, uri),
    async *walk(folder) {
      for (const uri of (await ask<readonly string[]>(WALK_REQUEST, folder)) ?? [])
        yield { uri, size: async () => (await ask<number>(SIZE_REQUEST, uri)) ?? 0 };
    },
  },
  pageOf: () => undefined,
});
