/** The language server in a worker: the same as in a process, but for files. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from '../../language-server/connection.ts';
import { connectionOptions } from '../../language-server/options.ts';

serve(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), connectionOptions), {
  files: undefined,
  pageOf: () => undefined,
});
