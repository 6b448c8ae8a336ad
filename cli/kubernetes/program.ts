/** The commands of ferris-k8s-deploy, each loaded when it is asked for. */
import type { Program } from '../program.ts';
import { VERSION } from '../version.ts';

export const program: Program = {
  name: 'ferris-k8s-deploy',
  summary: 'from the hints of a SQL file to its deployment',
  version: VERSION,
  commands: {
    'validate-hints': {
      summary: 'check the deployment hints of SQL files',
      load: async () => (await import('./validate-hints.ts')).command,
    },
    'analyze-sql': {
      summary: 'what the hints of a SQL file ask for, what it costs, and its manifest',
      load: async () => (await import('./analyze-sql.ts')).command,
    },
    'generate-hints': {
      summary: 'write a template of deployment hints',
      load: async () => (await import('./generate-hints.ts')).command,
    },
  },
};
