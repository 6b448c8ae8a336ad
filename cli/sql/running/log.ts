/** The log of a job that runs on: a line for each thing that happens, as JSON for machines or as text for a person. */
import type { Io } from '../../io.ts';

/** The most urgent first, as `container.log_level` names them. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Log = Readonly<Record<LogLevel, (message: string, facts?: Readonly<Record<string, unknown>>) => void>>;

/** @param least less urgent lines are left out */
export function logTo(io: Io, format: 'json' | 'text', least: LogLevel): Log {
  const line =
    (level: LogLevel) =>
    (message: string, facts: Readonly<Record<string, unknown>> = {}): void => {
      if (LOG_LEVELS.indexOf(level) > LOG_LEVELS.indexOf(least)) return;
      const time = new Date().toISOString();
      void io.stdout.write(
        format === 'json'
          ? `${JSON.stringify({ time, level, message, ...facts })}\n`
          : `${time.slice(11, 23)} ${level.padEnd(5)} ${message}${told(facts)}\n`,
      );
    };
  return { error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') };
}

const told = (facts: Readonly<Record<string, unknown>>): string =>
  Object.entries(facts)
    .map(([name, value]) => `  ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('');
