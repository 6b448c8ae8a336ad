-- expect: sql/unknown-type at «STRNG»
CREATE STREAM s (a «STRNG»);
