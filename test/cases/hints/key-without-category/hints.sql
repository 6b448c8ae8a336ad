-- expect: error hints/unknown-key at «cron» says "'cron' is no hint category", fix gives hints.fixed.sql
-- @ferris:«cron»=0 4 * * *
SELECT symbol FROM quotes;
