/** Completion, hover and links in YAML files of ours. */
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  type DocumentLink,
  type Hover,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { pageIn, proposalsIn, type YamlKind, type YamlProposal } from '../../src/language/assist/yaml/assist.ts';
import { configPath } from '../../src/language/workspace/config-files.ts';
import type { Project } from '../project/project.ts';
import { rangeIn } from '../translate.ts';

interface YamlDocument {
  readonly kind: YamlKind;
  readonly document: TextDocument;
}

/** Undefined for what is no YAML of ours. */
export function yamlAt(project: Project, uri: string): YamlDocument | undefined {
  const kind = project.yamlKind(uri);
  const document = kind && project.document(uri);
  return document && { kind, document };
}

export function yamlCompletion({ kind, document }: YamlDocument, position: Position): CompletionList {
  const proposals = proposalsIn(kind, document.getText(), document.offsetAt(position));
  return { isIncomplete: false, items: proposals.map((proposal, i) => itemOf(proposal, i, document)) };
}

function itemOf(
  { label, detail, at, replace, insert, page, deprecated }: YamlProposal,
  index: number,
  document: TextDocument,
): CompletionItem {
  return {
    label,
    kind: at === 'key' ? CompletionItemKind.Property : CompletionItemKind.EnumMember,
    sortText: String(index).padStart(5, '0'),
    filterText: label,
    textEdit: { newText: insert, range: rangeIn(document, replace) },
    ...(detail === '' ? {} : { detail }),
    ...(deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(page === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: page } }),
  };
}

export function yamlHover({ kind, document }: YamlDocument, position: Position): Hover | null {
  const page = pageIn(kind, document.getText(), document.offsetAt(position));
  return (
    (page && { range: rangeIn(document, page.span), contents: { kind: MarkupKind.Markdown, value: page.markdown } }) ??
    null
  );
}

/** To the file that it extends, if that is one which may be read and is there. */
export function yamlLinks(project: Project, uri: string): DocumentLink[] {
  const read = project.configs.get(uri);
  const target = read?.file.extends && configPath(uri, read.file.extends.written);
  if (!read?.file.extends || target === undefined || !project.configs.get(target)) return [];
  return [{ range: rangeIn(read.document, read.file.extends.span), target, tooltip: 'Open this file' }];
}
