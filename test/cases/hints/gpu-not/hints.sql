-- expect: nothing
-- @ferris:resources.gpu_type=nvidia-l4

-- @ferris:resources.gpu_required=true
SELECT a FROM quotes;
SELECT b FROM quotes;
-- @ferris:resources.gpu_required=${GPU}
SELECT c FROM quotes;
