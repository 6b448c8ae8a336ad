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
    'deploy-from-sql': {
      summary: 'apply the deployments of a SQL file to a cluster and wait until they run',
      load: async () => (await import('./deploy-from-sql.ts')).command,
    },
    list: {
      summary: 'what of ours runs in a cluster: state, replicas, lag, pods',
      load: async () => (await import('./list.ts')).command,
    },
    logs: {
      summary: 'the last lines that a pod has written',
      load: async () => (await import('./logs.ts')).command,
    },
    'generate-hints': {
      summary: 'write a template of deployment hints',
      load: async () => (await import('./generate-hints.ts')).command,
    },
    'generate-hpa': {
      summary: "write only the autoscaler of a workload's defaults",
      load: async () => (await import('./generate-hpa.ts')).command,
    },
    trading: {
      summary: 'write the manifest of a SQL file, with workload=trading',
      load: async () => (await import('./workload.ts')).workloadCommand('trading'),
    },
    analytics: {
      summary: 'write the manifest of a SQL file, with workload=analytics',
      load: async () => (await import('./workload.ts')).workloadCommand('analytics'),
    },
    reporting: {
      summary: 'write the manifest of a SQL file, with workload=reporting',
      load: async () => (await import('./workload.ts')).workloadCommand('reporting'),
    },
    realtime: {
      summary: 'write the manifest of a SQL file, with workload=realtime',
      load: async () => (await import('./workload.ts')).workloadCommand('realtime'),
    },
    services: {
      summary: 'write the manifest of the companion services of ferris.yaml',
      load: async () => (await import('./services.ts')).command,
    },
    capacity: {
      summary: 'whether the companion services fit into a cluster, and what else does',
      load: async () => (await import('./capacity.ts')).command,
    },
    'install-hook': {
      summary: 'have Git check the hints of .sql files before each commit',
      load: async () => (await import('./install-hook.ts')).command,
    },
    'extract-hints': {
      summary: 'read the hints back out of a manifest',
      load: async () => (await import('./extract-hints.ts')).command,
    },
    'analyze-current': {
      summary: 'what a single instance runs today, and hints that make deployments of it',
      load: async () => (await import('./analyze-current.ts')).command,
    },
    'generate-migration': {
      summary: 'the steps from what runs today to the deployments of a SQL file, and the way back',
      load: async () => (await import('./generate-migration.ts')).command,
    },
    'optimize-resources': {
      summary: 'hints that fit what the pods really used, as Prometheus knows it',
      load: async () => (await import('./optimize-resources.ts')).command,
    },
  },
};
