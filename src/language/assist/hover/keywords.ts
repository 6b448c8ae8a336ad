/** Words whose meaning is more than their name: when rows come out, how long is waited, what a key is. */
import type { AstNode } from 'langium';

interface KeywordPage {
  /** Types of the node that it is a word of. */
  readonly of: readonly string[];
  readonly words: readonly string[];
  readonly title: string;
  readonly doc: string;
}

const PAGES: readonly KeywordPage[] = [
  {
    of: ['EmitClause'],
    words: ['FINAL'],
    title: 'EMIT FINAL',
    doc: 'One row for each window and key, when the window closes: when the watermark has passed its end and its GRACE. The usual way with a WINDOW, and in runs that end.',
  },
  {
    of: ['EmitClause'],
    words: ['CHANGES'],
    title: 'EMIT CHANGES',
    doc: 'The updated row for each input row, at once. The usual way without a WINDOW. A group that no longer passes HAVING is put out as a deletion.',
  },
  {
    of: ['EmitClause'],
    words: ['EVERY'],
    title: 'EMIT EVERY',
    doc: 'At most one update for each key in this interval of event time; what is left comes out when the watermark passes.',
  },
  {
    of: ['EmitClause'],
    words: ['EMIT'],
    title: 'EMIT',
    doc: 'When rows come out: FINAL, one row per window and key when it closes; CHANGES, the updated row for each input row; EVERY d, at most one update per key and interval.',
  },
  {
    of: ['WindowClause'],
    words: ['GRACE'],
    title: 'GRACE',
    doc: 'How much longer a window stays open for late rows: it closes when the watermark is that far past its end. 0 unless given.',
  },
  {
    of: ['Join'],
    words: ['WITHIN'],
    title: 'WITHIN',
    doc: 'Rows of both sides meet when their event times are at most that far apart, either way, the bound included. It is also how long rows are kept.',
  },
  {
    of: ['Join'],
    words: ['GRACE'],
    title: 'GRACE',
    doc: 'How much longer rows are kept for partners that come late. 0 unless given.',
  },
  {
    of: ['Join'],
    words: ['LEFT', 'RIGHT', 'FULL', 'OUTER'],
    title: 'Outer join',
    doc: 'A row without a partner comes out once, with NULLs for the other side, when the watermark has passed the time in which one could still come.',
  },
  {
    of: ['WatermarkDefinition'],
    words: ['WATERMARK', 'FOR'],
    title: 'WATERMARK FOR column AS expression',
    doc: 'The event time of the rows, and how far they may be out of order: the watermark of a partition is the greatest time seen less that bound. A window closes when the watermark has passed its end; rows that come after that are late.',
  },
  {
    of: ['PrimaryKeyDefinition', 'ColumnConstraint', 'ExpressionItem'],
    words: ['PRIMARY', 'KEY'],
    title: 'PRIMARY KEY',
    doc: 'The key of the records, by which they are on partitions. Grouping and joining by it moves no rows; a TABLE has one row for each key.',
  },
  {
    of: ['NamedRelation'],
    words: ['SYSTEM_TIME', 'FOR'],
    title: 'FOR SYSTEM_TIME AS OF',
    doc: 'The table as it was at that time, for each row of the stream.',
  },
  {
    of: ['WithClause'],
    words: ['LOCAL_AGGREGATION'],
    title: 'WITH LOCAL_AGGREGATION',
    doc: 'Tunes the two-phase aggregate: groups are summed up where the rows are before they are sent by their key. PARTITION_SIZE groups at most, for FLUSH_INTERVAL at most.',
  },
  {
    of: ['OverClause'],
    words: ['ROWS', 'RANGE'],
    title: 'ROWS and RANGE',
    doc: 'The frame: ROWS counts rows before and after this one, RANGE goes by the distance in the ordering column, a time mostly. Rows with equal ordering values are all in a RANGE frame.',
  },
  {
    of: ['OverClause'],
    words: ['BUFFER'],
    title: 'ROWS WINDOW BUFFER n ROWS',
    doc: 'At most the last n rows of each partition are kept, and the function is over these.',
  },
  {
    of: ['MatchRecognize', 'AfterMatch'],
    words: ['SKIP', 'AFTER', 'PAST', 'NEXT'],
    title: 'AFTER MATCH SKIP',
    doc: 'Where the search goes on behind a match: PAST LAST ROW (no row is in two matches), TO NEXT ROW (the row behind its first), TO FIRST or LAST of a variable.',
  },
  {
    of: ['DeployJob'],
    words: ['STRATEGY', 'BLUE_GREEN', 'CANARY', 'ROLLING', 'REPLACE'],
    title: 'STRATEGY',
    doc: 'How the new version takes over: BLUE_GREEN runs both and then switches, CANARY(p) gives the new one p percent of the pods first, ROLLING replaces pod by pod, REPLACE stops the old one first.',
  },
];

/** @param around nodes at the word, the outermost first */
export function keywordPage(word: string, around: readonly AstNode[]): string | undefined {
  const upper = word.toUpperCase();
  const found = around.toReversed().flatMap(({ $type }) => {
    const page = PAGES.find(({ of, words }) => of.includes($type) && words.includes(upper));
    return page ? [page] : [];
  })[0];
  return found && `**${found.title}**\n\n${found.doc}`;
}
