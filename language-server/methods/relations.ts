/** ferris/relations: the streams and tables of all files with their columns, for a tree of them. */
import { typeText } from '../../src/language/types/sql-type.ts';
import type { Method } from '../method.ts';
import { RELATIONS_REQUEST, type RelationsResult } from '../protocol.ts';
import { rangeIn } from '../translate.ts';

export const relationsMethod: Method = {
  start({ connection, project }) {
    connection.onRequest(RELATIONS_REQUEST, (): RelationsResult => {
      const declared = [...project.workspace.declared()].filter(({ space }) => space === 'relation');
      const strong = new Set(declared.filter(one => one.strong).map(({ name }) => name));
      const seen = new Set<string>();
      const relations: RelationsResult['relations'][number][] = [];
      for (const { name, path, span, strong: isStrong } of declared) {
        // What is only written to comes once, and not at all where something declares it.
        if (!isStrong && (strong.has(name) || seen.has(name))) continue;
        seen.add(name);
        const document = project.document(path);
        const meant = project.workspace.environmentOf(path).relation(name);
        if (!document || !meant || meant === 'cycle') continue;
        relations.push({
          name,
          topic: meant.topic,
          kind: meant.kind,
          computed: meant.origin.kind !== 'source',
          columns: meant.columns.map(column => ({
            name: column.name,
            type: typeText(column.type),
            key: meant.primaryKey.includes(column.name),
            required: column.required,
          })),
          place: { uri: path, range: rangeIn(document, span) },
        });
      }
      return { relations };
    });
  },
};
