-- @ferris:scaling.cross_region=disabled
SELECT symbol FROM quotes;
