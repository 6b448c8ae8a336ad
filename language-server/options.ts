/** How a connection is made: requests that are cancelled before their turn are not worked on. */
import { type ConnectionOptions, LSPErrorCodes, Message } from 'vscode-languageserver';

export const connectionOptions: ConnectionOptions = {
  connectionStrategy: {
    cancelUndispatched: message =>
      Message.isRequest(message)
        ? {
            jsonrpc: '2.0',
            id: message.id,
            error: { code: LSPErrorCodes.RequestCancelled, message: 'cancelled before its turn' },
          }
        : undefined,
  },
};
