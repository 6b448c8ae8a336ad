/** docs/reference/exit-codes.md */
import { EXIT_MEANINGS } from '../../cli/exit-codes.ts';
import { page, table } from './markdown.ts';

export const exitCodesPage = (): string =>
  page('Exit codes', [
    'The same in every command of every program.',
    table(
      ['code', 'meaning'],
      EXIT_MEANINGS.map(([code, meaning]) => [String(code), meaning]),
    ),
  ]);
