/** ferris-sql as a process. */
import { main } from '../program.ts';
import { program } from './program.ts';

void main(program);
