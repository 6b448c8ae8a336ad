/** A service of a compose file with its mounted configuration: its variables go before the file. */
import type { ComposeInstance } from './read-compose.ts';
import { type Configuration, readEnvironment, type Setting } from './read-configuration.ts';

export function instanceOfCompose(service: ComposeInstance, mounted: Configuration | undefined): Configuration {
  const environment = readEnvironment(service.environment, 0);
  return {
    settings: [...environment.settings, ...(mounted?.settings ?? [])],
    problems: [...environment.problems, ...(mounted?.problems ?? [])],
  };
}

/** What must not be shown: a password stays where it is, the name of a variable or file that has it does not matter. */
export const isConfidential = ({ path }: Setting): boolean =>
  /password|token|secret|username/i.test(path) && !/_(env|file)$/i.test(path);
