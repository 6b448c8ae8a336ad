/** Whole statements to begin with, their parts to be typed over. */

import type { Span } from '../../text/span.ts';
import type { Proposal } from './candidate.ts';

/** Where a statement may begin. */
export function starterOffers(lower: boolean): Proposal[] {
  return STARTERS.map(([label, detail, template], i) => {
    const { insert, stops } = filled(
      lower ? template.replace(/\b[A-Z][A-Z_]+\b(?![^‹]*›)/g, word => word.toLowerCase()) : template,
    );
    return { label, insert, stops, detail, kind: 'snippet', score: 0.01 - i * 0.001 };
  });
}

/** ‹…› is to be typed over. */
const STARTERS: readonly (readonly [label: string, detail: string, template: string])[] = [
  [
    'CREATE STREAM of a topic',
    'declares a source',
    "CREATE STREAM ‹orders› (\n  ‹id› ‹STRING›,\n  ‹event_time› TIMESTAMP,\n  WATERMARK FOR ‹event_time› AS ‹event_time› - INTERVAL ‹'5'› SECOND\n) WITH ('topic' = '‹orders›', 'format' = 'json');",
  ],
  [
    'SELECT with a window',
    'counts rows a minute',
    "SELECT ‹key›, COUNT(*) AS ‹total›\nFROM ‹orders›\nWINDOW TUMBLING(INTERVAL ‹'1'› MINUTE)\nGROUP BY ‹key›\nEMIT ‹FINAL›;",
  ],
  [
    'CREATE STREAM AS SELECT',
    'a stream computed from another',
    'CREATE STREAM ‹name› AS\nSELECT ‹*›\nFROM ‹orders›\nWHERE ‹condition›;',
  ],
  ['START JOB', 'runs a statement on the cluster', 'START JOB ‹name› AS\nSELECT ‹*›\nFROM ‹orders›\nEMIT CHANGES;'],
];

function filled(template: string): { readonly insert: string; readonly stops: readonly Span[] } {
  let insert = '';
  const stops: Span[] = [];
  for (const [i, part] of template.split(/[‹›]/).entries()) {
    if (i % 2 === 1) stops.push({ start: insert.length, end: insert.length + part.length });
    insert += part;
  }
  return { insert, stops };
}
