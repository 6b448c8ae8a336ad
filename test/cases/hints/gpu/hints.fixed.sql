-- @ferris:resources.gpu_required=true
-- @ferris:resources.gpu_type=nvidia-l4
SELECT symbol FROM quotes;
