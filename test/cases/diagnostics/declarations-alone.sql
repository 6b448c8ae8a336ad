CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4));
CREATE STREAM orders (id BIGINT, amount DECIMAL(12, 2));
