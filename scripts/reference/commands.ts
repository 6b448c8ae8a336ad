/** docs/reference/commands.md: the pages of --help, one after another. */
import { helpOf } from '../../cli/help.ts';
import { program as deploy } from '../../cli/kubernetes/program.ts';
import { program as sql } from '../../cli/sql/program.ts';
import { fence, page } from './markdown.ts';

export async function commandsPage(): Promise<string> {
  const sections: string[] = [];
  for (const program of [sql, deploy]) {
    sections.push(`## ${program.name}`, `${program.name}: ${program.summary}.`);
    for (const [name, { load }] of Object.entries(program.commands)) {
      const help = helpOf(program.name, await load());
      sections.push(`### ${program.name} ${name}`, fence('text', help));
    }
  }
  return page('Commands', sections);
}
