-- @ferris:workload=trading
-- @ferris:scaling.condition=market_hours
-- @ferris:scaling.market_hours.min_replicas=5
-- @ferris:scaling.market_hours.max_replicas=20
-- @ferris:scaling.after_hours.min_replicas=1
-- @ferris:scaling.after_hours.max_replicas=3
-- @ferris:scaling.market_hours.schedule=0 9-16 * * 1-5
-- @ferris:schedule.timezone=America/New_York

CREATE STREAM stock_prices (ticker STRING, price DECIMAL(10, 2)) WITH ('topic' = 'stock_prices', 'format' = 'json');

CREATE STREAM volatile_prices AS SELECT ticker, price FROM stock_prices WHERE price > 5;
