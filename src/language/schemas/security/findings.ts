/** What makes a schema file dangerous to those who read it: references outwards, what grows without end, secrets, odd names. */
import type { Diagnostic } from '../../text/diagnostic.ts';
import { Findings } from '../schema.ts';

/** UTF-16 code units: schemas that people write have a hundredth of it. */
const LARGEST_FILE = 1 << 20;
/** Of braces and brackets within each other. */
const DEEPEST = 50;
/** Bytes of a `fixed`, which every reader sets aside. */
const LARGEST_FIXED = 1 << 20;
/** More fields than this nobody has named. */
const MOST_NAMES = 5000;
/** A value that is written out, such as a default. */
const LONGEST_TEXT = 16_384;

const PATTERNS: readonly {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly message: (found: RegExpExecArray) => string;
  readonly help: string;
}[] = [
  {
    rule: 'schema/unsafe-reference',
    pattern: /\bimport\s+(?:public\s+|weak\s+|option\s+)?"((?:\/|\\|[A-Za-z]:|[a-z]+:\/\/|[^"]*\.\.(?:\/|\\))[^"]*)"/g,
    message: found => `the import '${found[1]}' leaves the folder of the schemas`,
    help: 'name it from the root of the schemas, as in "shop/money.proto"',
  },
  {
    rule: 'schema/unsafe-reference',
    pattern: /"\$ref"\s*:\s*"((?:[a-z]+:)?\/\/[^"]*|file:[^"]*|[^"#]*\.\.[/\\][^"]*|\/[^"]*)"/gi,
    message: found => `'${found[1]}' is fetched from elsewhere by those who follow it`,
    help: 'put what it refers to into this file',
  },
  {
    rule: 'schema/secret',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
    message: () => 'a private key',
    help: 'schemas are handed to everybody: take it out, and make a new one',
  },
  {
    rule: 'schema/secret',
    pattern:
      /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bghp_[A-Za-z0-9]{36}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
    message: () => 'a key or token of a service',
    help: 'schemas are handed to everybody: take it out, and make a new one',
  },
  {
    rule: 'schema/secret',
    pattern:
      /\b(?:password|passwd|secret|api[_-]?key|access[_-]?token)\b["']?\s*[:=]\s*["']?(?!\$\{)[^\s"',;{}[\]]{6,}/gi,
    message: found => `what looks like a secret: ${found[0].split(/[:=]/)[0]!.replaceAll(/["'\s]/g, '')}`,
    help: 'schemas are handed to everybody: take it out, and make a new one',
  },
  {
    rule: 'schema/secret',
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']+:[^\s/@"'$]+@/gi,
    message: () => 'an address with a password in it',
    help: 'leave user and password out of the address',
  },
  {
    rule: 'schema/unsafe-name',
    pattern:
      /"(?:name|symbols?)"\s*:\s*"(__proto__|constructor|prototype)"|^\s*(?:optional|repeated|required)?\s*[\w.]+\s+(__proto__|constructor|prototype)\s*=/gm,
    message: found =>
      `'${found[1] ?? found[2]}' as a field overwrites what objects are in programs that make an object of a record`,
    help: 'give the field another name; FerrisSQL itself reads it as any other',
  },
  {
    rule: 'schema/unsafe-name',
    // Marks that turn the direction of text, and characters without width.
    pattern: /[\u202a-\u202e\u2066-\u2069\u200b-\u200d\u2060]/g,
    message: found =>
      `a character that is not seen (U+${found[0].codePointAt(0)!.toString(16).toUpperCase()}): what is shown is not what is read`,
    help: 'take it out',
  },
];

/** Findings in the order of the text, whatever kind of schema it is. A text that is too large is looked at no further. */
export function securityFindings(text: string): readonly Diagnostic[] {
  const findings = new Findings();
  if (text.length > LARGEST_FILE) {
    findings.error(
      'schema/too-large',
      { start: 0, end: 0 },
      `${text.length} characters: more than ${LARGEST_FILE} is no schema that somebody wrote`,
    );
    return findings.sorted();
  }
  for (const { rule, pattern, message, help } of PATTERNS)
    for (const found of text.matchAll(pattern))
      findings.error(rule, { start: found.index, end: found.index + found[0].length }, message(found), { help });
  depth(text, findings);
  sizes(text, findings);
  return findings.sorted();
}

function depth(text: string, findings: Findings): void {
  let open = 0;
  for (const found of text.matchAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[{[\]}]/g)) {
    const [symbol] = found;
    if (symbol === '{' || symbol === '[') open++;
    else if (symbol === '}' || symbol === ']') open--;
    if (open <= DEEPEST) continue;
    findings.error(
      'schema/too-large',
      { start: found.index, end: found.index + 1 },
      `more than ${DEEPEST} levels within each other, which readers follow by calling themselves`,
    );
    return;
  }
}

function sizes(text: string, findings: Findings): void {
  for (const found of text.matchAll(/"size"\s*:\s*(\d+)/g))
    if (Number(found[1]) > LARGEST_FIXED)
      findings.error(
        'schema/too-large',
        { start: found.index, end: found.index + found[0].length },
        `a fixed of ${found[1]} bytes is set aside for each record`,
      );
  for (const found of text.matchAll(/"(?:[^"\\\n]|\\.)*"/g))
    if (found[0].length > LONGEST_TEXT)
      findings.error(
        'schema/too-large',
        { start: found.index, end: found.index + 1 },
        `a text of ${found[0].length} characters`,
      );
  const names = text.match(/"name"\s*:|=\s*\d+\s*(?:\[[^\]]*\]\s*)?;/g)?.length ?? 0;
  if (names > MOST_NAMES)
    findings.error('schema/too-large', { start: 0, end: 0 }, `${names} fields: more than ${MOST_NAMES}`);
}
