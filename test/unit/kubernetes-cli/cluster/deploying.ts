/** deploy-from-sql against a server of the test's own: a file, a kubeconfig, and the command's run. */
import { type Folder, folderWith } from '../../kubernetes/run.ts';
import type { ApiServer } from './api-server.ts';
import { kubeconfigFor } from './kubeconfig-text.ts';

export const SQL = `-- @ferris:workload=trading
-- @ferris:container.image=ferris-sql:1.4.0
-- @ferris:container.namespace=trading
-- @ferris:kafka.brokers=kafka:9092
CREATE STREAM orders (id STRING, amount DECIMAL(12, 2)) WITH ('topic' = 'orders', 'format' = 'json');
CREATE STREAM large_orders AS SELECT id, amount FROM orders WHERE amount > 1000;
`;

export const NAMESPACE = '/api/v1/namespaces/trading';
export const DEPLOYMENT = '/apis/apps/v1/namespaces/trading/deployments/orders';

/** Of its pods. */
export const LABELS = { app: 'ferris-streams', 'app.kubernetes.io/instance': 'orders' };

/** The folder has orders.sql and a kubeconfig of the server. */
export function deploying(server: Pick<ApiServer, 'url'>, files: Readonly<Record<string, string>> = {}): Folder {
  const folder = folderWith({ 'orders.sql': SQL, kubeconfig: kubeconfigFor(server.url), ...files });
  return {
    ...folder,
    run: (args, stdin) => folder.run(['deploy-from-sql', 'orders.sql', '--kubeconfig', 'kubeconfig', ...args], stdin),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}
