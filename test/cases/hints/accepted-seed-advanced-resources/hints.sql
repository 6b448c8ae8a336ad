-- expect: nothing
-- @ferris:workload=analytics
-- @ferris:resources.memory_gb=16
-- @ferris:resources.cpu_cores=4
-- @ferris:node_selector.instance_type=r5.2xlarge
-- @ferris:node_selector.zone=us-west-2a
-- @ferris:scaling.strategy=memory_based
-- @ferris:scaling.metric=pending_queries
-- @ferris:scaling.threshold=3
CREATE STREAM segments AS SELECT customer, COUNT(*) AS n FROM purchases GROUP BY customer;
