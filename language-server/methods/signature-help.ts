/** textDocument/signatureHelp: how what is being written is written, and which part of it is next. */
import { MarkupKind, type SignatureHelp, type SignatureInformation } from 'vscode-languageserver';
import type { SignatureText } from '../../src/language/assist/signature/signature.ts';
import { signatureHelp } from '../../src/language/assist/signature/signature-help.ts';
import type { Method } from '../method.ts';

export const signatureHelpMethod: Method = {
  capabilities: () => ({
    signatureHelpProvider: { triggerCharacters: ['(', ',', '[', '='], retriggerCharacters: [')', ']', ' '] },
  }),
  start({ connection, client, ask }) {
    connection.onSignatureHelp(({ textDocument: { uri }, position }) =>
      ask<SignatureHelp | null>(uri, null, ({ text, analysis, document, project }) => {
        const help = signatureHelp({
          text,
          pieces: analysis.pieces,
          offset: document.offsetAt(position),
          environment: () => project.workspace.environmentOf(uri),
        });
        if (!help) return null;
        const information = client().textDocument?.signatureHelp?.signatureInformation;
        const byOffset = information?.parameterInformation?.labelOffsetSupport ?? false;
        return {
          signatures: help.signatures.map(one => toInformation(one, byOffset)),
          activeSignature: help.active,
          // A number past the last one stands for none, also for clients that know no null.
          activeParameter: help.parameter ?? help.signatures[help.active]!.parameters.length,
        };
      }),
    );
  },
};

/** @param byOffset whether parameters are given by their place in the label, else by their text */
const toInformation = ({ label, parameters, doc }: SignatureText, byOffset: boolean): SignatureInformation => ({
  label,
  parameters: parameters.map(({ span: { start, end }, doc: about }) => ({
    label: byOffset ? [start, end] : label.slice(start, end),
    ...(about === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: about } }),
  })),
  ...(doc === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: doc } }),
});
