/** The commands of ferris-sql, each loaded when it is asked for. */
import type { Program } from '../program.ts';
import { VERSION } from '../version.ts';

export const program: Program = {
  name: 'ferris-sql',
  summary: 'run, explain and test one file of streaming SQL',
  version: VERSION,
  commands: {
    execute: {
      summary: 'run a query over what is there now, then end',
      load: async () => (await import('./execute.ts')).command,
    },
    stream: {
      summary: 'run a query on and on as records arrive',
      load: async () => (await import('./stream.ts')).command,
    },
    run: {
      summary: 'run the statements of a file as a job: from topics to topics, exactly once, until it is told to end',
      load: async () => (await import('./run.ts')).command,
    },
    explain: {
      summary: 'say how a query will be run',
      load: async () => (await import('./explain.ts')).command,
    },
    'plan-diff': {
      summary: "say operator by operator whether a job's state survives a change",
      load: async () => (await import('./plan-diff.ts')).command,
    },
    compile: {
      summary: 'write the plan of a query as JSON',
      load: async () => (await import('./compile.ts')).command,
    },
    lint: {
      summary: 'find what is wrong in SQL files, or could be better, and fix it',
      load: async () => (await import('./lint.ts')).command,
    },
    format: {
      summary: 'write SQL files in their canonical form',
      load: async () => (await import('./format.ts')).command,
    },
    test: {
      summary: 'run a SQL file on given records and compare what comes out',
      load: async () => (await import('./test.ts')).command,
    },
    produce: {
      summary: 'write lines of JSON to a topic',
      load: async () => (await import('./produce.ts')).command,
    },
    dlq: {
      summary: 'list, show and retry records that a job could not process and kept in a dead letter topic',
      load: async () => (await import('./dlq.ts')).command,
    },
    'validate-schema': {
      summary: 'find what is wrong in schema files, what a new version breaks, and what is dangerous in them',
      load: async () => (await import('./validate-schema.ts')).command,
    },
    'infer-schema': {
      summary: 'write the columns that samples of records show, as a statement or as a schema file',
      load: async () => (await import('./infer-schema.ts')).command,
    },
    config: {
      summary: 'say which settings hold for a run, and where each of them comes from',
      load: async () => (await import('./config.ts')).command,
    },
    topics: {
      summary: 'list topics, their partitions, sample records and the columns these show',
      load: async () => (await import('./topics.ts')).command,
    },
  },
};
