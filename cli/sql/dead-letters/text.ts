/** Dead letters for a person: one a line, or one with all that is known of it. */
import { byteText } from '../output/byte-text.ts';
import type { Letter } from './letters.ts';

/** Longer messages are cut in a list. */
const MESSAGE = 90;

export function listText(letters: readonly Letter[]): string {
  const rows = letters.map(({ partition, offset, place, code, message, at }) => [
    `${partition}@${offset}`,
    `${place.topic}-${place.partition}@${place.offset}`,
    code,
    at,
    short(message),
  ]);
  const heads = ['OFFSET', 'FROM', 'ERROR', 'WHEN', 'MESSAGE'];
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map(row => row[i]!.length)));
  return [heads, ...rows]
    .map(
      row =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

export function wholeText({ partition, offset, place, query, code, message, at, original }: Letter): string {
  const lines = [
    `dead letter  ${partition}@${offset}`,
    `from         ${place.topic}-${place.partition}@${place.offset}, ${new Date(original.timestamp).toISOString()}`,
    `query        ${query}`,
    `error        ${code}: ${message}`,
    `when         ${at}`,
    ...original.headers.map(([name, value]) => `header       ${name}: ${textOf(value)}`),
    `key          ${textOf(original.key)}`,
    `value        ${textOf(original.value)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** For a machine: bytes that are no UTF-8 as Base64. */
export const letterJson = ({ original, ...told }: Letter) => ({
  ...told,
  key: byteText(original.key),
  value: byteText(original.value),
  timestamp: original.timestamp,
  headers: original.headers.map(([name, value]) => [name, byteText(value)] as const),
});

const short = (message: string): string => {
  const line = message.replaceAll(/\s+/g, ' ');
  return line.length > MESSAGE ? `${line.slice(0, MESSAGE - 1)}…` : line;
};

function textOf(bytes: Uint8Array | null): string {
  const said = byteText(bytes);
  if (said === null) return '(none)';
  return 'text' in said ? said.text : `(${bytes!.length} bytes, Base64) ${said.base64}`;
}
