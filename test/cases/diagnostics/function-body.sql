-- expect: sql/function-body at «$$ function init() { return 0n; } function result(n) { return n; } $$»
CREATE AGGREGATE FUNCTION total(x BIGINT) RETURNS BIGINT LANGUAGE javascript AS «$$ function init() { return 0n; } function result(n) { return n; } $$»;
