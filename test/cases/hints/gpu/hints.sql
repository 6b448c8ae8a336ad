-- expect: warning hints/gpu at «resources.gpu_type» says "the pods get no GPU", fix gives hints.fixed.sql
-- @ferris:resources.gpu_required=false
-- @ferris:«resources.gpu_type»=nvidia-l4
SELECT symbol FROM quotes;
