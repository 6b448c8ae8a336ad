/**
 * Tells FerrisSQL from other SQL by what only FerrisSQL has: an `@ferris` hint, or a statement about streams. For the
 * editor, which asks before it starts anything, and for the files of a folder: it stands alone.
 */

const HINT = /^--[ \t]*@ferris:/;

/** Each is an error, or never seen, in MySQL, PostgreSQL and their kin. */
const STATEMENTS: readonly RegExp[] = [
  // Snowflake's streams are ON a table.
  /\bCREATE\s+(?:OR\s+REPLACE\s+)?STREAM\s+(?:IF\s+NOT\s+EXISTS\s+)?\w+\s*(?:\(|WITH\b|AS\b|;|$)/i,
  /\bEMIT\s+(?:CHANGES|FINAL|EVERY)\b/i,
  /\bWINDOW\s+(?:TUMBLING|TUMBLE|HOPPING|HOP|SLIDING|SESSION|CUMULATE)\s*\(/i,
  /\b(?:START|DEPLOY|STOP|PAUSE|RESUME|ROLLBACK)\s+JOB\s+\w/i,
  /\bWATERMARK\s+FOR\s+\w+\s+AS\b/i,
];

/** The same where the telling part is a string. */
const WITH_STRINGS: readonly RegExp[] = [
  /\b(?:FROM|JOIN|INTO)\s+'(?:kafka|file):\/\//i,
  /\bWITH\s*\(\s*['"`]?(?:connector|topic|kafka\.|bootstrap\.servers)/i,
];

const COMMENT = String.raw`--[^\r\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)`;
/** Comments, strings, quoted names and `$$` or `$tag$` bodies: what they hold is not SQL of this file. */
const ASIDE = new RegExp(
  String.raw`${COMMENT}|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|\u0060(?:[^\u0060]|\u0060\u0060)*(?:\u0060|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)`,
  'g',
);

/** Larger files are judged by their beginning: this many characters. */
const ENOUGH = 200_000;

export function isFerrisSql(whole: string): boolean {
  const text = whole.slice(0, ENOUGH);
  // Most other files end here, without a copy of their text.
  if (!text.includes('@ferris:') && ![...STATEMENTS, ...WITH_STRINGS].some(one => one.test(text))) return false;
  let hinted = false;
  const plain = text.replace(ASIDE, aside => {
    hinted ||= HINT.test(aside);
    return ' ';
  });
  if (hinted || STATEMENTS.some(one => one.test(plain))) return true;
  const withStrings = text.replace(ASIDE, aside => (/^['"`]\S*['"`]$/.test(aside) ? aside : ' '));
  return WITH_STRINGS.some(one => one.test(withStrings));
}
