/** Names of the files in the folder of a migration. */

/** Files that the steps name, in the order in which they are used. */
export const FILES = {
  parallel: '1-parallel/manifest.yaml',
  handover: '2-handover/manifest.yaml',
  /** @param way to the new pods, or back to the old ones */
  service: (name: string, way: 'to' | 'back') => `${way === 'to' ? '3-switch' : 'rollback'}/service-${name}.yaml`,
  offsets: (name: string, way: 'to' | 'back') => `offsets-${way === 'to' ? 'old' : 'new'}-${name}.csv`,
} as const;
