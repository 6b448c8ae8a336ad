/** The editor's snippets: one for each statement, and the hints of each workload out of the catalogue. */
import { hintCatalogue } from '../src/language/hints/catalogue.ts';
import { type HintEntry, WORKLOADS, type Workload } from '../src/language/hints/define.ts';

export interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** By title, as `contributes.snippets` wants them. */
export const snippets = (): Readonly<Record<string, Snippet>> => ({
  ...Object.fromEntries(
    STATEMENTS.map(([title, prefix, ...body]) => [title, { prefix, description: title, body: body.map(opened) }]),
  ),
  ...Object.fromEntries(WORKLOADS.map(workload => [`Hints of a ${workload} workload`, workloadSnippet(workload)])),
});

/** ‹…› is what is to be typed over. */
const opened = (line: string): string => line.replaceAll('‹', '${').replaceAll('›', '}');

/** Title, prefix, lines. What is to be typed over has a value with which the statement can be read. */
const STATEMENTS: readonly (readonly [title: string, prefix: string, ...body: string[]])[] = [
  [
    'Stream of a topic',
    'create-stream',
    'CREATE STREAM ‹1:orders› (',
    '  ‹2:id› ‹3|BIGINT,STRING,INT|›,',
    '  ‹4:event_time› TIMESTAMP,',
    "  WATERMARK FOR ‹4:event_time› AS ‹4:event_time› - INTERVAL '‹5:5›' SECOND",
    ") WITH ('topic' = '‹6:orders›', 'format' = '‹7|json,avro,protobuf|›');",
    '$0',
  ],
  [
    'Table of a topic: the latest row of each key',
    'create-table',
    'CREATE TABLE ‹1:customers› (',
    '  ‹2:id› ‹3|BIGINT,STRING,INT|› PRIMARY KEY,',
    '  ‹4:name› STRING',
    ") WITH ('topic' = '‹5:customers›', 'format' = '‹6|json,avro,protobuf|›');",
    '$0',
  ],
  [
    'Stream computed from another',
    'create-stream-as',
    'CREATE STREAM ‹1:large_orders› AS',
    'SELECT ‹2:*›',
    'FROM ‹3:orders›',
    'WHERE ‹4:amount > 1000›;',
    '$0',
  ],
  [
    'Table computed from a stream',
    'create-table-as',
    'CREATE TABLE ‹1:totals› AS',
    'SELECT ‹2:region›, COUNT(*) AS ‹3:orders›',
    'FROM ‹4:orders›',
    'GROUP BY ‹2:region›;',
    '$0',
  ],
  ['Query', 'select', 'SELECT ‹1:*›', 'FROM ‹2:orders›', 'WHERE ‹3:amount > 1000›', 'EMIT CHANGES;', '$0'],
  [
    'Query with a window',
    'select-window',
    'SELECT ‹1:region›, COUNT(*) AS ‹2:total›',
    'FROM ‹3:orders›',
    'GROUP BY ‹1:region›',
    'WINDOW ‹4|TUMBLING(1m),SLIDING(10m\\, 1m),SESSION(5m)|›',
    'EMIT ‹5|FINAL,CHANGES|›;',
    '$0',
  ],
  [
    'Join of two streams',
    'select-join',
    'SELECT ‹1:a.id›',
    'FROM ‹2:orders› AS ‹3:a›',
    '‹4|JOIN,LEFT JOIN|› ‹5:payments› AS ‹6:b› ON ‹3:a›.‹7:id› = ‹6:b›.‹8:id› WITHIN ‹9:1h›',
    'EMIT CHANGES;',
    '$0',
  ],
  [
    'Rows into a stream',
    'insert-select',
    'INSERT INTO ‹1:large_orders›',
    'SELECT ‹2:*›',
    'FROM ‹3:orders›',
    'WHERE ‹4:amount > 1000›;',
    '$0',
  ],
  ['Values into a stream', 'insert-values', 'INSERT INTO ‹1:orders› (‹2:id›) VALUES (‹3:1›);', '$0'],
  [
    'Start a job',
    'start-job',
    'START JOB ‹1:large_orders› AS',
    'SELECT ‹2:*›',
    'FROM ‹3:orders›',
    'EMIT CHANGES;',
    '$0',
  ],
  [
    'Deploy a version of a job',
    'deploy-job',
    "DEPLOY JOB ‹1:large_orders› VERSION '‹2:1.0.0›' AS",
    'SELECT ‹3:*›',
    'FROM ‹4:orders›',
    'EMIT CHANGES',
    'STRATEGY ‹5|BLUE_GREEN,CANARY(10),ROLLING,REPLACE|›;',
    '$0',
  ],
  ['Explain a query', 'explain', 'EXPLAIN SELECT ‹1:*› FROM ‹2:orders›;', '$0'],
  [
    'Function in JavaScript',
    'create-function',
    'CREATE FUNCTION ‹1:doubled›(‹2:x› ‹3|BIGINT,DOUBLE,STRING|›) RETURNS ‹4|BIGINT,DOUBLE,STRING|›',
    'LANGUAGE javascript AS \\$\\$ ‹5:return x;› \\$\\$;',
    '$0',
  ],
];

/** Its defaults, each to be typed over or chosen. */
function workloadSnippet(workload: Workload): Snippet {
  const written = hintCatalogue.flatMap(entry => {
    const value = entry.defaults[workload];
    return value === undefined ? [] : [{ entry, value }];
  });
  return {
    prefix: `ferris-${workload}`,
    description: `Hints of a ${workload} workload: its defaults`,
    body: [...written.map(({ entry, value }, i) => `-- @ferris:${entry.key}=${stop(i + 1, entry, value)}`), '$0'],
  };
}

function stop(at: number, { key, type }: HintEntry, value: string): string {
  const choices = type.choices().map(one => one.value);
  const closed = type.description.startsWith('one of ') && key !== 'workload';
  if (!closed) return `\${${at}:${value.replaceAll(/[\\$}]/g, '\\$&')}}`;
  const ordered = [value, ...choices.filter(one => one !== value)];
  return `\${${at}|${ordered.map(one => one.replaceAll(/[\\,|]/g, '\\$&')).join(',')}|}`;
}

/** The text before anything is typed over: the first choice, the given value. */
export const untouched = ({ body }: Snippet): string =>
  body
    .join('\n')
    .replaceAll(/\$\{\d+\|((?:\\.|[^,|])*)[^}]*\|\}/g, (_, first: string) => first)
    .replaceAll(/\$\{\d+:((?:\\.|[^}])*)\}/g, (_, value: string) => value)
    .replaceAll(/\$\d+/g, '')
    .replaceAll(/\\([\\$},|])/g, '$1');
