/** What the process said, with a link wherever it names a place in the SQL. */

/** `market.sql:12:5: error: …` */
const PLACE = /^\S.*?:(\d+):(\d+)(?=: (?:error|warning|info|hint)\b)/;

/** @param open both from 1 */
export function showMessages(
  host: HTMLElement,
  messages: readonly string[],
  open: (line: number, column: number) => void,
): void {
  host.replaceChildren(...messages.flatMap(message => [...partsOf(message, open), '\n']));
}

function partsOf(message: string, open: (line: number, column: number) => void): readonly (Node | string)[] {
  const place = PLACE.exec(message);
  if (!place) return [message];
  const link = document.createElement('button');
  link.type = 'button';
  link.className = 'link';
  link.textContent = place[0];
  link.title = 'Show this place in the editor';
  link.addEventListener('click', () => open(Number(place[1]), Number(place[2])));
  return [link, message.slice(place[0].length)];
}
