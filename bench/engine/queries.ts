/** The queries whose speed is measured, with what is to be reached, and what they read. */
import { auctions, bids, type Event, persons } from './events.ts';

export const BID = `CREATE STREAM bid (auction BIGINT, bidder BIGINT, price BIGINT, channel STRING, url STRING,
  dateTime TIMESTAMP, extra STRING, WATERMARK FOR dateTime AS dateTime - INTERVAL '1' SECOND) WITH ('topic' = 'bid');\n`;
const AUCTION = `CREATE STREAM auction (id BIGINT, itemName STRING, seller BIGINT, category BIGINT, dateTime TIMESTAMP,
  extra STRING, WATERMARK FOR dateTime AS dateTime - INTERVAL '1' SECOND) WITH ('topic' = 'auction');\n`;
const PERSON = `CREATE STREAM person (id BIGINT, name STRING, dateTime TIMESTAMP, extra STRING,
  WATERMARK FOR dateTime AS dateTime - INTERVAL '1' SECOND) WITH ('topic' = 'person');\n`;

export interface Query {
  readonly name: string;
  readonly sql: string;
  /** Records a second (issue 7). */
  readonly target: number;
  /** By topic. */
  readonly events: () => Readonly<Record<string, readonly Event[]>>;
}

const COUNT = 200_000;
let made: readonly Event[] | undefined;
/** 10 bids in a millisecond for a thousand auctions: 20 s in all. */
export const plainBids = (): readonly Event[] => (made ??= bids({ count: COUNT, auctions: 1000, perMs: 10 }));
const bid = () => ({ bid: plainBids() });
/** Windows of a second: ten bids an auction in the mean. */
const TUMBLE = 'SELECT auction, COUNT(*) AS bids, SUM(price) AS total FROM bid GROUP BY auction WINDOW TUMBLING(1s)';

export const queries: readonly Query[] = [
  {
    name: 'q1 project with decimal',
    sql: `${BID}SELECT auction, bidder, 0.908 * price AS price, dateTime, extra FROM bid;`,
    target: 500_000,
    events: bid,
  },
  {
    name: 'q2 filter',
    sql: `${BID}SELECT auction, price FROM bid WHERE MOD(auction, 123) = 0;`,
    target: 1_200_000,
    events: bid,
  },
  {
    name: 'tumbling COUNT/SUM, FINAL',
    sql: `${BID}${TUMBLE} EMIT FINAL;`,
    target: 900_000,
    events: bid,
  },
  {
    name: 'tumbling COUNT/SUM, CHANGES',
    sql: `${BID}${TUMBLE} EMIT CHANGES;`,
    target: 300_000,
    events: bid,
  },
  {
    name: 'GROUP BY unbounded',
    sql: `${BID}SELECT auction, COUNT(*) AS bids, SUM(price) AS total FROM bid GROUP BY auction EMIT CHANGES;`,
    target: 500_000,
    events: bid,
  },
  {
    name: 'interval join',
    sql: `${BID}${AUCTION}SELECT b.auction, b.price, a.seller FROM bid b JOIN auction a
      ON b.auction = a.id AND b.dateTime BETWEEN a.dateTime AND a.dateTime + INTERVAL '10' SECOND;`,
    target: 250_000,
    events: () => ({
      bid: bids({ count: COUNT, auctions: 12_000, perMs: 10 }),
      auction: auctions({ count: 12_000, sellers: 1000, perMs: 0.6 }),
    }),
  },
  {
    name: 'q5 hot items',
    sql: `${BID}SELECT auction, num, ws FROM (
      SELECT auction, num, ws, ROW_NUMBER() OVER (PARTITION BY ws ORDER BY num DESC) AS rn FROM (
        SELECT auction, COUNT(*) AS num, _window_start AS ws FROM bid GROUP BY auction WINDOW SLIDING(10s, 2s)))
      WHERE rn <= 1;`,
    target: 100_000,
    events: bid,
  },
  {
    name: 'q7 highest bid',
    sql: `${BID}SELECT b.auction, b.price, b.bidder, b.dateTime, b.extra FROM bid b JOIN (
      SELECT MAX(price) AS maxprice, window_end AS dateTime
      FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(dateTime), INTERVAL '10' SECOND)) GROUP BY window_start, window_end) m
      ON b.price = m.maxprice WHERE b.dateTime BETWEEN m.dateTime - INTERVAL '10' SECOND AND m.dateTime;`,
    target: 100_000,
    events: bid,
  },
  {
    name: 'q8 new sellers',
    sql: `${PERSON}${AUCTION}SELECT p.id, p.name, p.starttime FROM (
      SELECT id, name, window_start AS starttime, window_end AS endtime
      FROM TABLE(TUMBLE(TABLE person, DESCRIPTOR(dateTime), INTERVAL '10' SECOND)) GROUP BY id, name, window_start, window_end) p
      JOIN (SELECT seller, window_start AS starttime, window_end AS endtime
      FROM TABLE(TUMBLE(TABLE auction, DESCRIPTOR(dateTime), INTERVAL '10' SECOND)) GROUP BY seller, window_start, window_end) a
      ON p.id = a.seller AND p.starttime = a.starttime AND p.endtime = a.endtime;`,
    target: 100_000,
    events: () => ({
      person: persons({ count: COUNT / 4, perMs: 2.5 }),
      auction: auctions({ count: (COUNT * 3) / 4, sellers: COUNT / 4, perMs: 7.5 }),
    }),
  },
];
