-- expect: error hints/condition-incomplete at «scaling.day.schedule» says "it has a schedule and no bounds"
-- @ferris:«scaling.day.schedule»=0 7-20 * * 1-5
SELECT symbol FROM quotes;
