-- expect: nothing
-- analytics has both for pending queries
-- @ferris:workload=analytics
-- @ferris:scaling.metric=pending_queries
SELECT a FROM quotes;
-- @ferris:workload=analytics
-- @ferris:scaling.threshold=8
SELECT b FROM quotes;
-- @ferris:scaling.trigger=pending_queries
-- @ferris:scaling.threshold=8
SELECT c FROM quotes;
-- @ferris:workload=${KIND}
-- @ferris:scaling.threshold=8
SELECT d FROM quotes;
