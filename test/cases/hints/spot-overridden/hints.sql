-- expect: warning hints/spot-availability at «enabled» says "Spot instances disabled due to high availability SLA"
-- @ferris:workload=trading
-- @ferris:scaling.priority=sla_over_cost
-- @ferris:sla.availability_percent=99.95   # wins over the line below
-- @ferris:cost.spot_instances=«enabled»  
-- @ferris:conflict_resolution=override_with_comment
SELECT * FROM fills WHERE urgent = TRUE;
