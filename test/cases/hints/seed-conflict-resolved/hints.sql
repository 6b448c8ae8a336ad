-- expect: warning hints/spot-availability at «enabled» says "Spot instances disabled due to high availability SLA"
-- @ferris:conflict_resolution=override_with_comment
-- @ferris:workload=trading
-- @ferris:cost.spot_instances=«enabled»
-- @ferris:sla.availability_percent=99.9  # wins over the line above
-- @ferris:scaling.priority=sla_over_cost
SELECT * FROM fills WHERE urgent = TRUE;
