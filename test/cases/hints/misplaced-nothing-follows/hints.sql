-- expect: warning hints/misplaced at «-- @ferris:workload=trading» says "no statement that runs on follows"
CREATE STREAM quotes (symbol STRING) WITH (topic = 'quotes');

«-- @ferris:workload=trading»
CREATE STREAM fills (symbol STRING) WITH (topic = 'fills');
