-- expect: sql/ineffective-property at «'json'»
CREATE STREAM s (a STRING) WITH ('topic' = 's', 'format' = «'json'», 'value.format' = 'csv');
