-- expect: sql/like-without-wildcard at «'ACME'»
-- expect: sql/like-without-wildcard at «'X'»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT);
SELECT ticker LIKE «'ACME'» AS a FROM trades WHERE ticker NOT LIKE «'X'»;
