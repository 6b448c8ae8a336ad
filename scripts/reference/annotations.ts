/** docs/reference/annotations.md */
import { annotationGroups } from '../../src/language/annotations/catalogue.ts';
import { code, page, table } from './markdown.ts';

const SCOPES = { file: 'the file', statement: 'the statement below', either: 'either' } as const;

export const annotationsPage = (): string =>
  page('Annotations', [
    'An annotation is a comment line `-- Name: value` or `-- @name: value` above a statement or at the head of a file. An `@name` is meant in any case of its letters, and `# ` or `-- ` behind its value begins a comment; of the others only the very spelling counts, and what reads like prose is prose. Annotations tell what a file is and how its jobs are meant to run; deployments are decided by [hints](hints.md).',
    ...annotationGroups.flatMap(({ title, doc, annotations }) => [
      `## ${title}`,
      doc,
      table(
        ['annotation', 'also written', 'about', 'what it says', 'value', 'example'],
        annotations.map(one => [
          code(one.name),
          one.aliases.map(code).join(', '),
          SCOPES[one.scope] + (one.repeats ? ', several' : ''),
          one.doc,
          one.type.description,
          code(`-- ${one.name.replace(/<[^>]*>/, one.name.startsWith('@sla') ? '99' : 'price')}: ${one.example}`),
        ]),
      ),
    ]),
  ]);
