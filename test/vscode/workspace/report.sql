-- A report for PostgreSQL: CREATE STREAM and EMIT CHANGES are only words here.
CREATE TABLE IF NOT EXISTS prices (
  id bigserial PRIMARY KEY,
  ticker text NOT NULL DEFAULT 'EMIT CHANGES',
  price numeric(18, 4) CHECK (price > 0)
);

CREATE OR REPLACE FUNCTION latest(wanted text) RETURNS numeric LANGUAGE plpgsql AS $body$
BEGIN
  -- @ferris:workload=trading is text of this function
  RETURN (SELECT price FROM prices WHERE ticker = wanted ORDER BY id DESC LIMIT 1);
END
$body$;

SELECT ticker, avg(price) OVER w FROM prices WINDOW w AS (PARTITION BY ticker ORDER BY id);
