/** ferris-k8s-deploy: from the hints of a SQL file to its deployment. */
import { main } from '../program.ts';
import { VERSION } from '../version.ts';

main({
  name: 'ferris-k8s-deploy',
  summary: 'from the hints of a SQL file to its deployment',
  version: VERSION,
  commands: {
    'validate-hints': {
      summary: 'check the deployment hints of SQL files',
      load: async () => (await import('./validate-hints.ts')).command,
    },
    'generate-hints': {
      summary: 'write a template of deployment hints',
      load: async () => (await import('./generate-hints.ts')).command,
    },
  },
});
