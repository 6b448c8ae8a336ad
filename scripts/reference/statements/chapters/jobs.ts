/** Statements about jobs, and questions to a running system. */
import type { Chapter } from '../define.ts';

export const jobs: Chapter = {
  title: 'Jobs',
  doc: 'A statement that runs on and has a name is a job; `QUERY` is another word for `JOB`.',
  sections: [
    {
      title: 'START JOB',
      rules: ['StartJob', 'JobStatement'],
      doc: 'Runs a statement under a name until it is stopped.',
      examples: [`START JOB price_alerts AS\nSELECT ticker, price FROM trades WHERE price > 100 INTO alerts;`],
    },
    {
      title: 'STOP, PAUSE, RESUME',
      rules: ['StopJob', 'PauseJob'],
      doc: 'Ends a job, or halts it so that it goes on from where it stood. `FORCE` does not wait for what is under way.',
      examples: [`PAUSE JOB price_alerts;`, `STOP JOB price_alerts FORCE;`],
    },
    {
      title: 'DEPLOY JOB',
      rules: ['DeployJob'],
      doc: 'Puts a new version of a job in the place of the running one. `STRATEGY` says how: `BLUE_GREEN` runs both until the new one has caught up, `CANARY(percent)` gives it a share first, `ROLLING` replaces one instance after another, `REPLACE` stops the old one first.',
      examples: [
        `DEPLOY JOB price_alerts VERSION '1.2.0' AS\nSELECT ticker, price FROM trades WHERE price > 200 INTO alerts\nSTRATEGY CANARY(25);`,
      ],
    },
    {
      title: 'ROLLBACK JOB',
      rules: ['RollbackJob'],
      doc: 'Goes back to the version before, or to the one that is named.',
      examples: [`ROLLBACK JOB price_alerts VERSION '1.1.0';`],
    },
    {
      title: 'SHOW, LIST',
      rules: ['Show'],
      doc: 'Lists what there is: `STREAMS`, `TABLES`, `TOPICS`, `FUNCTIONS`, `JOBS`, `STATUS`, `VERSIONS`, `METRICS`, `SCHEMA`, `PROPERTIES`, `PARTITIONS`. `LIKE` keeps the names that fit a pattern.',
      examples: [`SHOW STREAMS LIKE 'trade%';`, `SHOW STATUS price_alerts;`],
    },
    {
      title: 'DESCRIBE',
      rules: ['Describe'],
      doc: 'Tells the columns of a stream or table, its key, its event time and where it is.',
      examples: [`DESCRIBE trades;`],
    },
    {
      title: 'EXPLAIN',
      rules: ['Explain', 'ExplainedStatement'],
      doc: 'Tells how a statement is run; with `ANALYZE` it is run and measured.',
      examples: [`EXPLAIN SELECT ticker, price FROM trades;`],
    },
    {
      title: 'SET',
      rules: ['SetProperty'],
      doc: 'Sets a property for the statements below it in the file.',
      examples: [`SET 'window.grace' = '5s';`],
    },
  ],
};
