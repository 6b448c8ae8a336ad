/** What is written like a function and parts its arguments by words, or is part of the language: CAST, EXTRACT, TRIM, ARRAY. */
import { forms } from '../../functions/forms.ts';
import { functionTable } from '../../functions/table.ts';
import { MAX_PRECISION } from '../../types/decimal-rules.ts';
import { type SignatureText, signatureText } from './signature.ts';

export interface WrittenForm {
  readonly signature: SignatureText;
  /** What stands between its parts, in order: `,` or a word. The last one repeats when `repeats`. */
  readonly between: readonly string[];
  readonly repeats?: boolean;
}

const docOf = (name: string): string | undefined =>
  forms.find(one => one.name === name)?.doc ?? functionTable.get(name)?.doc;

const form = (label: string, parts: readonly string[], between: readonly string[], repeats = false): WrittenForm => ({
  signature: signatureText(label, parts, docOf(/^\w+/.exec(label)![0])),
  between,
  repeats,
});

const KEY_AND_VALUE = ['key', 'value', '…'];

const written: readonly WrittenForm[] = [
  form('CAST(value AS type)', ['value', 'type'], ['AS']),
  form("CAST(value, 'TYPE')", ['value', "'TYPE'"], [',']),
  form('TRY_CAST(value AS type)', ['value', 'type'], ['AS']),
  form('ARRAY(value, …)', ['value', '…'], [','], true),
  form('ARRAY[value, …]', ['value', '…'], [','], true),
  form('MAP(key, value, …)', KEY_AND_VALUE, [',', ','], true),
  form('MAP[key, value, …]', KEY_AND_VALUE, [',', ','], true),
  form('STRUCT(value [AS name], …)', ['value [AS name]', '…'], [','], true),
  form('ROW(value, …)', ['value', '…'], [','], true),
  form('EXTRACT(field FROM time)', ['field', 'time'], ['FROM']),
  form('TRIM(BOTH characters FROM text)', ['BOTH characters', 'text'], ['FROM']),
  form('SUBSTRING(text FROM start FOR length)', ['text', 'start', 'length'], ['FROM', 'FOR']),
  form('JSON_OBJECT(key VALUE value, …)', ['key', 'value', '…'], ['VALUE']),
  form('JSON_OBJECT(key: value, …)', ['key', 'value', '…'], [':']),
  form('POSITION(search IN text)', ['search', 'text'], ['IN']),
  {
    signature: signatureText(
      'DECIMAL(precision, scale)',
      ['precision', 'scale'],
      `\`precision\` is how many digits it has, at most ${MAX_PRECISION}; \`scale\` how many of them stand behind the point.`,
    ),
    between: [','],
  },
];

const SAME: Readonly<Record<string, string>> = { NUMERIC: 'DECIMAL', DEC: 'DECIMAL', SUBSTR: 'SUBSTRING' };

/** Of a name in capitals. @param open `(` or `[` */
export function writtenForms(name: string, open: '(' | '['): readonly WrittenForm[] {
  const wanted = `${SAME[name] ?? name}${open}`;
  return written.filter(({ signature }) => signature.label.startsWith(wanted));
}
