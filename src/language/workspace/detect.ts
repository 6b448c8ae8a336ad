/** Whether a .sql file is FerrisSQL: what no other SQL writes stands in it, outside comments and strings. */
import { annotationNames } from '../annotations/catalogue.ts';

const STATEMENTS = [
  /\bCREATE\s+(OR\s+REPLACE\s+)?STREAM\b/i,
  /\bEMIT\s+(CHANGES|FINAL|EVERY)\b/i,
  /\bWINDOW\s+(TUMBLING|TUMBLE|SLIDING|HOPPING|HOP|SESSION|CUMULATE)\s*\(/i,
  /\b(START|STOP|PAUSE|RESUME|DEPLOY|ROLLBACK)\s+(JOB|QUERY)\b/i,
  /\bWATERMARK\s+FOR\b/i,
  // A key is a string in many files.
  /\b(FROM|JOIN|INTO)\s+'(kafka|file):\/\//i,
  /\bWITH\s*\(\s*['"`]?(connector|topic|kafka\.|bootstrap\.servers)/i,
];

/** `-- @ferris:…`, `-- @job_name: …`: a line of its own. */
const MARKED = new RegExp(
  `^[ \\t]*--[ \\t]*(@ferris:|(${annotationNames.filter(name => /^@\\w+$/.test(name)).join('|')})[ \\t]*:)`,
  'im',
);

/** Comments, and strings but for those straight behind a bracket or a word that a relation follows. */
const OPAQUE = /--[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?<!(?:\(|\b(?:FROM|JOIN|INTO))\s*)'(?:[^']|'')*'/gi;

export function isFerrisSql(text: string): boolean {
  if (MARKED.test(text)) return true;
  // Most other files end here, without a copy of their text.
  if (!STATEMENTS.some(one => one.test(text))) return false;
  const plain = text.replace(OPAQUE, ' ');
  return STATEMENTS.some(one => one.test(plain));
}
