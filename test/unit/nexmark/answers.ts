/** What each query of examples/nexmark must give, said once more in DuckDB's SQL or computed by hand. */

import { climbs, drops, fellAndRose, lowFromEach, lowThenPast } from './bids-in-turn.ts';
import { bidsByTheClock } from './by-the-clock.ts';
import type { Data } from './data.ts';
import type { Row } from './rows.ts';

export interface Answer {
  readonly duck?: string;
  readonly computed?: (data: Data) => readonly Row[];
  /** Columns of type DOUBLE. */
  readonly inexact?: readonly string[];
  /** Rows take the place of rows: what stands at the end is compared. */
  readonly changing?: true;
  /** Only over an input that ends. */
  readonly boundedOnly?: true;
}

const BID = 'auction, bidder, price, channel, url, dateTime, extra';
const DAY = "strftime(dateTime, '%Y-%m-%d')";
const WHILE_OPEN = 'a.id = b.auction AND b.dateTime BETWEEN a.dateTime AND a.expires';
const RANKS = ['price < 10000', 'price >= 10000 AND price < 1000000', 'price >= 1000000'];

const inRanks = (what: string, name: string): string =>
  [`COUNT(${what}) AS total_${name}`]
    .concat(RANKS.map((rank, i) => `COUNT(${what}) FILTER (WHERE ${rank}) AS rank${i + 1}_${name}`))
    .join(', ');
const STATISTICS = [
  inRanks('*', 'bids'),
  inRanks('DISTINCT bidder', 'bidders'),
  inRanks('DISTINCT auction', 'auctions'),
].join(', ');

export const answers: Readonly<Record<string, Answer>> = {
  q0: { duck: `SELECT ${BID} FROM bid` },
  q1: { duck: 'SELECT auction, bidder, 0.908 * price AS price, dateTime, extra FROM bid' },
  q2: { duck: 'SELECT auction, price FROM bid WHERE auction % 123 = 0' },
  q4: {
    duck: `SELECT category, AVG(final) AS average
      FROM (SELECT a.id, a.category, MAX(b.price) AS final FROM auction a, bid b WHERE ${WHILE_OPEN} GROUP BY ALL)
      GROUP BY category`,
    inexact: ['average'],
    changing: true,
  },
  q5: {
    duck: `WITH counted AS (
        SELECT auction, COUNT(*) AS num, epoch_ms(dateTime) // 2000 * 2000 + 2000 * later AS until
        FROM bid, range(1, 6) AS slides(later)
        GROUP BY ALL)
      SELECT auction, num, make_timestamp(until * 1000) AS until
      FROM counted c
      WHERE num = (SELECT MAX(num) FROM counted other WHERE other.until = c.until)`,
  },
  q6: {
    duck: `WITH won AS (
        SELECT a.seller, b.price, b.dateTime
        FROM auction a, bid b
        WHERE ${WHILE_OPEN}
        QUALIFY ROW_NUMBER() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.dateTime) = 1)
      SELECT seller, dateTime, AVG(price) OVER (PARTITION BY seller ORDER BY dateTime ROWS 10 PRECEDING) AS average FROM won`,
    inexact: ['average'],
    boundedOnly: true,
  },
  q7: {
    duck: `SELECT auction, bidder, price, dateTime, extra FROM bid
      QUALIFY price = MAX(price) OVER (PARTITION BY epoch_ms(dateTime) // 10000)`,
  },
  q8: {
    duck: `SELECT DISTINCT p.id, p.name, time_bucket(INTERVAL '10 seconds', p.dateTime) AS since
      FROM person p JOIN auction a ON p.id = a.seller
      WHERE time_bucket(INTERVAL '10 seconds', p.dateTime) = time_bucket(INTERVAL '10 seconds', a.dateTime)`,
  },
  q9: {
    duck: `SELECT a.*, b.auction, b.bidder, b.price, b.dateTime AS bidTime, b.extra AS bidExtra
      FROM auction a, bid b
      WHERE ${WHILE_OPEN}
      QUALIFY ROW_NUMBER() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.dateTime) = 1`,
    changing: true,
  },
  q10: {
    duck: `SELECT auction, bidder, price, dateTime, extra, ${DAY} AS day, strftime(dateTime, '%H:%M') AS minute FROM bid`,
  },
  q11: {
    duck: `WITH marked AS (
        SELECT bidder, dateTime,
          dateTime - LAG(dateTime) OVER (PARTITION BY bidder ORDER BY dateTime) <= INTERVAL '10 seconds' AS goes_on
        FROM bid),
      numbered AS (
        SELECT bidder, dateTime,
          COUNT(*) FILTER (WHERE goes_on IS NOT TRUE) OVER (PARTITION BY bidder ORDER BY dateTime) AS session
        FROM marked)
      SELECT bidder, COUNT(*) AS bids, MIN(dateTime) AS since, MAX(dateTime) + INTERVAL '10 seconds' AS until
      FROM numbered
      GROUP BY bidder, session`,
  },
  q12: { computed: bidsByTheClock },
  q14: {
    duck: `SELECT auction, bidder, 0.908 * price AS price,
        CASE WHEN hour(dateTime) BETWEEN 8 AND 18 THEN 'dayTime' WHEN hour(dateTime) IN (7, 19) THEN 'otherTime' ELSE 'nightTime' END
          AS bidTimeType,
        dateTime, extra, length(extra) - length(replace(extra, 'c', '')) AS c_counts
      FROM bid
      WHERE 0.908 * price > 1000000 AND 0.908 * price < 50000000`,
  },
  q15: { duck: `SELECT ${DAY} AS day, ${STATISTICS} FROM bid GROUP BY day`, changing: true },
  q16: {
    duck: `SELECT channel, ${DAY} AS day, MAX(strftime(dateTime, '%H:%M')) AS minute, ${STATISTICS} FROM bid GROUP BY channel, day`,
    changing: true,
  },
  q17: {
    duck: `SELECT auction, ${DAY} AS day, ${inRanks('*', 'bids')}, MIN(price) AS min_price, MAX(price) AS max_price,
        AVG(price) AS avg_price, SUM(price) AS sum_price
      FROM bid
      GROUP BY auction, day`,
    inexact: ['avg_price'],
    changing: true,
  },
  q18: {
    duck: `SELECT ${BID} FROM bid QUALIFY ROW_NUMBER() OVER (PARTITION BY bidder, auction ORDER BY dateTime DESC) = 1`,
    changing: true,
  },
  q19: {
    duck: `SELECT ${BID}, ROW_NUMBER() OVER (PARTITION BY auction ORDER BY price DESC, dateTime) AS place
      FROM bid
      QUALIFY place <= 10`,
    changing: true,
  },
  q21: {
    duck: `WITH named AS (
        SELECT *, CASE lower(channel) WHEN 'apple' THEN '0' WHEN 'google' THEN '1' WHEN 'facebook' THEN '2' WHEN 'baidu' THEN '3'
          ELSE NULLIF(regexp_extract(url, 'channel_id=([0-9]+)', 1), '') END AS channel_id
        FROM bid)
      SELECT auction, bidder, price, channel, channel_id FROM named WHERE channel_id IS NOT NULL`,
  },
  q22: {
    duck: `SELECT auction, bidder, price, channel, parts[4] AS dir1, parts[5] AS dir2, parts[6] AS dir3
      FROM (SELECT *, string_split(url, '/') AS parts FROM bid)`,
  },
  q3: {
    duck: `SELECT p.name, p.city, p.state, a.id FROM auction a JOIN person p ON a.seller = p.id
      WHERE a.category = 10 AND p.state IN ('OR', 'ID', 'CA')`,
    changing: true,
  },
  q13: {
    duck: `SELECT b.auction, b.bidder, b.price, b.dateTime, s.value FROM bid b JOIN side_input s ON b.auction % 10000 = s.key`,
  },
  q20: {
    duck: `SELECT b.auction, b.bidder, b.price, b.channel, b.url, b.dateTime AS bidTime, b.extra AS bidExtra,
        a.* EXCLUDE (id)
      FROM bid b JOIN auction a ON b.auction = a.id AND a.dateTime <= b.dateTime
      WHERE a.category = 10`,
  },
  q23: {
    duck: `SELECT b.bidder, b.price, b.channel, b.url, b.dateTime AS bidTime, b.extra AS bidExtra,
        p.id, p.name, p.emailAddress, p.creditCard, p.city, p.state, p.extra AS personExtra,
        a.id AS auction, a.* EXCLUDE (id)
      FROM bid b
      JOIN person p ON b.bidder = p.id AND p.dateTime <= b.dateTime
      JOIN auction a ON b.bidder = a.seller AND a.dateTime <= b.dateTime`,
  },
  p0: { computed: fellAndRose },
  p1: { computed: lowThenPast, inexact: ['mean'] },
  p2: { computed: lowFromEach, inexact: ['mean'] },
  p3: { computed: drops },
  p4: { computed: climbs },
};
