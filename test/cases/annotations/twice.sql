-- expect: warning annotations/duplicate «Version» Version is given twice: as '1' and as '2'
-- expect: info annotations/duplicate «@topic» @topic is given twice
-- SQL Application: demo
-- @app: demo
-- Version: 1
-- «Version»: 2
-- Tag: a:b
-- Tag: c:d
-- TIMEOUT: see the runbook
-- TIMEOUT: 10
SELECT 1;
-- Version: 3
-- TIMEOUT: 20
-- @topic: a
-- «@topic»: a
-- @metric: a_total
-- @metric_type: counter
-- @metric: b_total
-- @metric_type: gauge
SELECT 2;
