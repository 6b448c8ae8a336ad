/** The script of the workers: becomes the language server, or a query, which runs as in the playground. */
import { ROLE, type Role } from './role.ts';

const role: Role = Reflect.get(self, ROLE);
// Both listen before the first message: what is bundled is there at once.
void (role === 'server' ? import('./server-worker.ts') : import('../../playground/src/run-worker.ts'));
