/** ferris-k8s-deploy logs: the last lines of a pod. */
import { defineCommand } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { whichCluster, withCluster } from './running/with-cluster.ts';

export const command = defineCommand({
  name: 'logs',
  summary: 'the last lines that a pod has written',
  positionals: { name: 'POD', doc: 'its name, as list --format json has it', min: 1, max: 1 },
  flags: {
    namespace: { value: 'NAME', short: 'n', doc: "where it runs; without it the context's" },
    tail: { value: 'NUMBER', doc: 'how many lines', integer: { min: 1, max: 100_000 }, default: 500 },
    previous: { doc: 'of the container before its last restart' },
    ...whichCluster,
  },
  examples: [['ferris-k8s-deploy logs orders-7d4-x --namespace trading --tail 100', 'the last hundred lines']],
  run: ({ flags, positionals }, io) =>
    withCluster(flags, io, async cluster => {
      const namespace = encodeURIComponent(flags.namespace ?? cluster.namespace);
      const text = await cluster.askText({
        method: 'GET',
        path: `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(positionals[0]!)}/log`,
        query: { tailLines: String(flags.tail), ...(flags.previous ? { previous: 'true' } : {}) },
      });
      await io.stdout.write(text === '' || text.endsWith('\n') ? text : `${text}\n`);
      return EXIT.ok;
    }),
});
