-- expect: warning hints/availability-single at «1» says "99.5 % availability with scaling.min_replicas=1", fix gives hints.fixed.sql
-- @ferris:sla.availability_percent=99.5
-- @ferris:scaling.min_replicas=«1»
SELECT symbol FROM quotes;
