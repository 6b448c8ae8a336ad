/** Which hint asks for nodes with a certain label. */

/** The labels that hints have names of their own for, with what older clusters called them. */
const NAMED: Readonly<Record<string, string>> = {
  'node.kubernetes.io/instance-type': 'node_selector.instance_type',
  'kubernetes.io/instance-type': 'node_selector.instance_type',
  'beta.kubernetes.io/instance-type': 'node_selector.instance_type',
  'topology.kubernetes.io/zone': 'node_selector.zone',
  'failure-domain.beta.kubernetes.io/zone': 'node_selector.zone',
  'kubernetes.io/arch': 'node_selector.arch',
  'beta.kubernetes.io/arch': 'node_selector.arch',
};

/** The key of the hint that requires a node's label. */
export const hintOfNodeLabel = (label: string): string => NAMED[label] ?? `node_selector.custom.${label}`;
