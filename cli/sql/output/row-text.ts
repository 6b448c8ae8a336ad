/** A row in its envelope: `{"topic","key","value","timestamp","headers"}` as one line of JSON, numbers as they are. */

import type { Headers, OutputRecord } from '../../../runtime/connectors/port.ts';
import type { ResultRow } from '../../../runtime/jobs/job.ts';

/** `keyText`: JSON text of the key when not the row's own. */
export function envelopeOf(topic: string, row: ResultRow, keyText = row.keyText, value = row.value): string {
  return `{"topic":${JSON.stringify(topic)},"key":${keyText},"value":${value ?? 'null'},"timestamp":${row.timestamp},"headers":${headersText(row.headers)}}`;
}

/** A record of any bytes: JSON as it is, other text as a string. `keyTexts`: key bytes (as Latin-1) → their JSON text. */
export function recordEnvelope(
  { topic, key, value, timestamp, headers }: OutputRecord,
  keyTexts: ReadonlyMap<string, string>,
): string {
  const known = key && keyTexts.get(Buffer.from(key).toString('latin1'));
  const keyText = known ?? (key ? JSON.stringify(Buffer.from(key).toString('utf8')) : 'null');
  const valueText = value ? jsonText(Buffer.from(value).toString('utf8')) : 'null';
  return `{"topic":${JSON.stringify(topic)},"key":${keyText},"value":${valueText},"timestamp":${timestamp},"headers":${headersText(headers)}}`;
}

function jsonText(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}

/** An object of strings; of a name that stands more than once the last one counts. */
function headersText(headers: Headers): string {
  if (headers.length === 0) return '{}';
  const last = new Map(headers.map(([name, bytes]) => [name, bytes && Buffer.from(bytes).toString('utf8')]));
  return `{${Array.from(last, ([name, text]) => `${JSON.stringify(name)}:${JSON.stringify(text)}`).join(',')}}`;
}
