/** For code scanning: SARIF 2.1.0, with the rules, their pages and the fixes. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RuleDescription } from '../../../src/language/rules/define.ts';
import { pageAddress } from '../../../src/language/rules/page.ts';
import type { Severity } from '../../../src/language/text/diagnostic.ts';
import { type Lines, linesOf } from '../../../src/language/text/lines.ts';
import type { Span } from '../../../src/language/text/span.ts';
import type { About, CheckedFile } from '../diagnostics.ts';
import { fileOfRelated, type RelatedFile } from './related.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

export function asSarif(files: readonly CheckedFile[], about: About): string {
  const found = files.flatMap(file => file.diagnostics.map(one => one.rule));
  const described = new Map(about.rules.map(rule => [rule.id, rule]));
  const ids = [...new Set([...described.keys(), ...found])];
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: about.tool,
            version: about.version,
            semanticVersion: about.version,
            rules: ids.map(id => {
              const rule = described.get(id);
              if (!rule) return { id };
              const example = `Wrong:\n\n${rule.bad}\nRight:\n\n${rule.good}`;
              return {
                id,
                ...(about.pages ? { helpUri: pageAddress(id, about.pages) } : {}),
                shortDescription: { text: rule.title },
                fullDescription: { text: rule.why },
                help: {
                  text: `${rule.why}\n\n${example}`,
                  markdown: `${rule.why}\n\nWrong:\n\n${fence(rule, rule.bad)}\n\nRight:\n\n${fence(rule, rule.good)}`,
                },
                defaultConfiguration: { level: LEVELS[rule.severity] },
              };
            }),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(file => {
          const { diagnostics } = file;
          const artifactLocation = { uri: uriOf(file.name) };
          const lines = linesOf(file.text);
          const locationOf = (span: Span, there: RelatedFile = file) => ({
            physicalLocation:
              there === file
                ? { artifactLocation, region: regionOf(lines, span) }
                : {
                    artifactLocation: { uri: uriOf(there.name) },
                    ...(there.text === undefined ? {} : { region: regionOf(linesOf(there.text), span) }),
                  },
          });
          return diagnostics.map(({ rule, severity, message, span, help, related, fixes }) => ({
            ruleId: rule,
            ruleIndex: ids.indexOf(rule),
            level: LEVELS[severity],
            message: { text: help ? `${message} (${help})` : message },
            locations: [locationOf(span)],
            ...(related
              ? {
                  relatedLocations: related.map((other, id) => ({
                    id,
                    message: { text: other.message },
                    ...locationOf(other.span, fileOfRelated(files, file, other.path, about)),
                  })),
                }
              : {}),
            ...(fixes
              ? {
                  fixes: fixes.map(fix => ({
                    description: { text: fix.title },
                    artifactChanges: [
                      {
                        artifactLocation,
                        replacements: fix.edits.map(edit => ({
                          deletedRegion: regionOf(lines, edit.span),
                          insertedContent: { text: edit.text },
                        })),
                      },
                    ],
                  })),
                }
              : {}),
          }));
        }),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Schema rules show schema files, all others SQL. */
const fence = ({ id }: RuleDescription, text: string): string =>
  `\`\`\`${id.startsWith('schema/') ? '' : 'sql'}\n${text.trimEnd()}\n\`\`\``;

/** A relative path stays relative to the repository; GitHub and others resolve it there. */
const uriOf = (name: string): string =>
  path.isAbsolute(name) ? pathToFileURL(name).href : name.split(/[\\/]/).map(encodeURIComponent).join('/');

function regionOf(lines: Lines, span: Span) {
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  return { startLine: start.line + 1, startColumn: start.column + 1, endLine: end.line + 1, endColumn: end.column + 1 };
}
