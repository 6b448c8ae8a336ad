/** The jobs that are soaked: one whose tasks go by declared keys, and one whose rows meet by another key, through stages. */

/** How far out of order rows are taken, and how long windows wait for those that are later, in milliseconds. */
export const LATENESS = { source: 500, grace: 500, questions: 200 } as const;
/** In milliseconds. */
export const SIZES = { windows: 1000, regions: 2000, within: 300 } as const;

const stream = (topic: string, lateness: number): string =>
  `CREATE STREAM ${topic} (item STRING PRIMARY KEY, region STRING, id BIGINT, amount BIGINT, at BIGINT, WATERMARK FOR at AS at - INTERVAL '${lateness}' MILLISECOND) WITH (topic = '${topic}', format = 'json', 'event.time.format' = 'epoch_millis');`;

export interface SoakedJob {
  readonly name: string;
  readonly sql: string;
  readonly flags: readonly string[];
}

export const JOBS: readonly SoakedJob[] = [
  {
    name: 'keyed',
    flags: [],
    sql: `${stream('source', LATENESS.source)}
${stream('asked', LATENESS.questions)}
${stream('answered', LATENESS.questions)}
CREATE STREAM plain AS SELECT id, amount * 2 AS twice FROM source;
CREATE STREAM windows AS SELECT item, SUM(amount) AS total, COUNT(*) AS n, _window_end AS until FROM source GROUP BY item WINDOW TUMBLING(${SIZES.windows}ms) GRACE ${LATENESS.grace}ms EMIT FINAL;
CREATE TABLE totals AS SELECT item, SUM(amount) AS total, COUNT(*) AS n, MAX(id) AS last FROM source GROUP BY item EMIT CHANGES;
CREATE STREAM pairs AS SELECT asked.id AS question, answered.id AS answer FROM asked LEFT JOIN answered ON asked.item = answered.item WITHIN ${SIZES.within}ms;
`,
  },
  {
    name: 'staged',
    flags: ['--repartition'],
    sql: `${stream('source', LATENESS.source)}
CREATE STREAM regions AS SELECT region, SUM(amount) AS total, COUNT(*) AS n, _window_end AS until FROM source GROUP BY region WINDOW TUMBLING(${SIZES.regions}ms) EMIT FINAL;
CREATE TABLE sums AS SELECT region, SUM(amount) AS total, COUNT(*) AS n FROM source GROUP BY region EMIT CHANGES;
`,
  },
];

/** With how many partitions. */
export const INPUTS: Readonly<Record<string, number>> = { source: 4, asked: 3, answered: 3 };
export const OUTPUTS = ['plain', 'windows', 'totals', 'pairs', 'regions', 'sums'] as const;
