/** Tells FerrisSQL from other SQL by what only FerrisSQL has: an `@ferris` hint, or a statement about streams. */

/** Larger files are judged by their beginning: this many characters. */
const ENOUGH = 200_000;

const HINT = /^--[ \t]*@ferris:/;

/** Each is an error, or never seen, in MySQL, PostgreSQL and their kin. */
const ONLY_HERE: readonly RegExp[] = [
  // Snowflake's streams are ON a table.
  /\bCREATE\s+STREAM\s+(?:IF\s+NOT\s+EXISTS\s+)?\w+\s*(?:\(|WITH\b|AS\b|;|$)/i,
  /\bEMIT\s+(?:CHANGES|FINAL|EVERY)\b/i,
  /\bWINDOW\s+(?:TUMBLING|TUMBLE|HOPPING|HOP|SLIDING|SESSION|CUMULATE)\s*\(/i,
  /\b(?:START|DEPLOY|STOP|PAUSE|RESUME|ROLLBACK)\s+JOB\s+\w/i,
  /\bWATERMARK\s+FOR\s+\w+\s+AS\b/i,
];

/** Comments, strings, quoted names and `$$` or `$tag$` bodies: what they hold is not SQL of this file. */
const ASIDE =
  /--[^\r\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/g;

export function looksLikeFerrisSql(text: string): boolean {
  let hinted = false;
  const sql = text.slice(0, ENOUGH).replace(ASIDE, aside => {
    hinted ||= HINT.test(aside);
    return ' ';
  });
  return hinted || ONLY_HERE.some(form => form.test(sql));
}
