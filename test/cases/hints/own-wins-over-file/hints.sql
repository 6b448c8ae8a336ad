-- expect: nothing
-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=4

CREATE STREAM quotes (symbol STRING, price DECIMAL(12, 4)) WITH (topic = 'quotes');

-- @ferris:scaling.max_replicas=6
CREATE STREAM cheap AS SELECT symbol FROM quotes WHERE price < 1;
