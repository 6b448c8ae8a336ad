/** The relations that examples of rules read. */

/** Every trade of a stock exchange. */
export const TRADES = `CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP,
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
`;

export const ORDERS = `CREATE STREAM orders (order_id BIGINT NOT NULL, customer_id BIGINT, amount DECIMAL(12, 2), ordered_at TIMESTAMP,
  WATERMARK FOR ordered_at AS ordered_at - INTERVAL '5' SECOND);
`;

export const PAYMENTS = `CREATE STREAM payments (order_id BIGINT, paid DECIMAL(12, 2), paid_at TIMESTAMP,
  WATERMARK FOR paid_at AS paid_at - INTERVAL '5' SECOND);
`;

export const CUSTOMERS = `CREATE TABLE customers (customer_id BIGINT PRIMARY KEY, name STRING, country STRING);
`;

export const ALERTS = `CREATE STREAM alerts (ticker STRING, price DECIMAL(18, 4));
`;
