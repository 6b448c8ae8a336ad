/** Queries of examples/nexmark said in other ways, most of them as Flink's users do: over the streams of the files, the same rows. */

export interface OtherForm {
  readonly of: string;
  readonly how: string;
  /** Its rows replace one another where those of the file do not. */
  readonly changing?: true;
  readonly sql: string;
}

const COUNTED = `SELECT auction, COUNT(*) AS num, window_start, window_end
  FROM TABLE(HOP(TABLE bid, DESCRIPTOR(dateTime), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
  GROUP BY auction, window_start, window_end`;

export const otherForms: readonly OtherForm[] = [
  {
    of: 'q4',
    how: 'a comma and WHERE, bounded by what a column says',
    sql: `SELECT w.category, AVG(w.final) AS average
      FROM (
        SELECT MAX(b.price) AS final, a.category FROM auction a, bid b
        WHERE a.id = b.auction AND b.dateTime BETWEEN a.dateTime AND a.expires
        GROUP BY a.id, a.category
      ) w
      GROUP BY w.category;`,
  },
  {
    of: 'q5',
    how: 'ranks in windows',
    changing: true,
    sql: `SELECT auction, num, window_end AS until
      FROM (SELECT *, RANK() OVER (PARTITION BY window_start, window_end ORDER BY num DESC) AS place FROM (${COUNTED}))
      WHERE place = 1;`,
  },
  {
    of: 'q5',
    how: 'the greatest count of each window, kept current',
    sql: `WITH counted AS (${COUNTED})
      SELECT c.auction, c.num, c.window_end AS until
      FROM counted c
      JOIN (SELECT MAX(num) AS num, window_start, window_end FROM counted GROUP BY window_start, window_end) w
        ON c.window_start = w.window_start AND c.window_end = w.window_end AND c.num >= w.num;`,
  },
  {
    of: 'q7',
    how: 'windows of a table function, and a filter on their ends',
    sql: `SELECT b.auction, b.bidder, b.price, b.dateTime, b.extra
      FROM bid b
      JOIN (
        SELECT MAX(price) AS highest, window_end AS until
        FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(dateTime), INTERVAL '10' SECOND))
        GROUP BY window_start, window_end
      ) w ON b.price = w.highest
      WHERE b.dateTime BETWEEN w.until - INTERVAL '10' SECOND AND w.until;`,
  },
  {
    of: 'q7',
    how: 'ranks of rows in windows',
    sql: `SELECT auction, bidder, price, dateTime, extra
      FROM (
        SELECT *, RANK() OVER (PARTITION BY window_start, window_end ORDER BY price DESC) AS place
        FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(dateTime), INTERVAL '10' SECOND))
      )
      WHERE place = 1;`,
  },
  {
    of: 'q8',
    how: 'windows of table functions',
    sql: `SELECT p.id, p.name, p.since
      FROM (
        SELECT id, name, window_start AS since, window_end AS until
        FROM TABLE(TUMBLE(TABLE person, DESCRIPTOR(dateTime), INTERVAL '10' SECOND))
        GROUP BY id, name, window_start, window_end
      ) p
      JOIN (
        SELECT seller, window_start AS since, window_end AS until
        FROM TABLE(TUMBLE(TABLE auction, DESCRIPTOR(dateTime), INTERVAL '10' SECOND))
        GROUP BY seller, window_start, window_end
      ) a ON p.id = a.seller AND p.since = a.since AND p.until = a.until;`,
  },
  {
    of: 'q18',
    how: 'the last value of each column',
    sql: `SELECT auction, bidder, LAST(price) AS price, LAST(channel) AS channel, LAST(url) AS url, LAST(dateTime) AS dateTime,
        LAST(extra) AS extra
      FROM bid
      GROUP BY bidder, auction;`,
  },
  {
    of: 'q18',
    how: 'the value at the latest time',
    sql: `SELECT auction, bidder, MAX_BY(price, dateTime) AS price, MAX_BY(channel, dateTime) AS channel, MAX_BY(url, dateTime) AS url,
        MAX(dateTime) AS dateTime, MAX_BY(extra, dateTime) AS extra
      FROM bid
      GROUP BY bidder, auction;`,
  },
];
