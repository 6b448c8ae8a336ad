/** Which way a client has its diagnostics: it asks, or it is told. Never both, or it would show each of them twice. */
import type { ClientCapabilities } from 'vscode-languageserver';

/**
 * A client that asks but cannot be told to ask again (Neovim 0.11) would keep what was said before the other files were
 * read: it is told instead.
 */
export const pullsDiagnostics = ({ textDocument, workspace }: ClientCapabilities): boolean =>
  textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true;
