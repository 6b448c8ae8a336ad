-- expect: sql/unknown-property at «'topik' = 'x'»
CREATE STREAM s (a STRING) WITH («'topik' = 'x'»);
