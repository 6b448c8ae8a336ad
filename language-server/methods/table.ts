/** All methods of the server. */
import type { Method } from '../method.ts';
import { codeActionMethod } from './code-action.ts';
import { codeLensMethod } from './code-lens.ts';
import { completionMethod } from './completion.ts';
import { costMethod } from './cost.ts';
import { definitionMethod } from './definition.ts';
import { deploymentMethod } from './deployment.ts';
import { diagnosticsMethod } from './diagnostics.ts';
import { documentLinkMethod } from './document-link.ts';
import { documentSymbolMethod } from './document-symbol.ts';
import { explainMethod } from './explain.ts';
import { foldingRangeMethod } from './folding-range.ts';
import { formattingMethod } from './formatting.ts';
import { hintsMethod } from './hints.ts';
import { hoverMethod } from './hover.ts';
import { inlayHintMethod } from './inlay-hint.ts';
import { lineageMethod } from './lineage.ts';
import { pullDiagnosticsMethod } from './pull-diagnostics.ts';
import { referencesMethod } from './references.ts';
import { relationsMethod } from './relations.ts';
import { renameMethod } from './rename.ts';
import { selectionRangeMethod } from './selection-range.ts';
import { semanticTokensMethod } from './semantic-tokens.ts';
import { signatureHelpMethod } from './signature-help.ts';
import { statementsMethod } from './statements.ts';
import { willRenameFilesMethod } from './will-rename-files.ts';
import { workspaceMethod } from './workspace.ts';
import { workspaceSymbolMethod } from './workspace-symbol.ts';
import { yamlMethod } from './yaml.ts';

export const methods: readonly Method[] = [
  codeActionMethod,
  codeLensMethod,
  completionMethod,
  costMethod,
  definitionMethod,
  deploymentMethod,
  diagnosticsMethod,
  documentLinkMethod,
  documentSymbolMethod,
  explainMethod,
  foldingRangeMethod,
  formattingMethod,
  hintsMethod,
  hoverMethod,
  inlayHintMethod,
  lineageMethod,
  pullDiagnosticsMethod,
  referencesMethod,
  relationsMethod,
  renameMethod,
  selectionRangeMethod,
  semanticTokensMethod,
  signatureHelpMethod,
  statementsMethod,
  willRenameFilesMethod,
  workspaceMethod,
  workspaceSymbolMethod,
  yamlMethod,
];
