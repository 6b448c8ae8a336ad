/** Flags of the commands that plan without running. */
import type { GivenFormat } from '../../src/language/names/statement/environment.ts';
import type { PlanRequest } from './planned.ts';
import { sqlFlags } from './sql-text.ts';

export const statementFlag = {
  value: 'K',
  doc: 'only this statement of the file, from 0, and what it needs',
  integer: { min: 0 },
} as const;
export const topicFlag = {
  value: 'TOPIC',
  aliases: ['input-topic'],
  doc: 'the topic of the one relation that nothing declares; also --input-topic',
} as const;
export const windowSizeFlag = {
  value: 'SECONDS',
  doc: "size of the query's window; a WINDOW that is there must agree",
  integer: { min: 1 },
} as const;

export const planFlags = {
  ...sqlFlags,
  topic: topicFlag,
  statement: statementFlag,
  'window-size': windowSizeFlag,
  bounded: { doc: 'as execute plans it: over what is there now' },
} as const;

export function planRequest(flags: {
  readonly topic: string | undefined;
  readonly statement: number | undefined;
  readonly 'window-size': number | undefined;
  readonly bounded: boolean;
  readonly values?: boolean;
  readonly given?: GivenFormat | undefined;
  readonly settings?: PlanRequest['settings'];
}): PlanRequest {
  const seconds = flags['window-size'];
  return {
    bounded: flags.bounded,
    values: flags.values ?? false,
    topic: flags.topic,
    statement: flags.statement,
    format: flags.given,
    settings: flags.settings,
    windowSizeMs: seconds === undefined ? undefined : seconds * 1000,
  };
}
