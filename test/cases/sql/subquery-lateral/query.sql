CREATE TABLE shops (id BIGINT PRIMARY KEY, least BIGINT) WITH ('topic' = 'shops', 'format' = 'json');
CREATE TABLE offers (id BIGINT PRIMARY KEY, shop BIGINT, price BIGINT) WITH ('topic' = 'offers', 'format' = 'json');

-- The cheapest two offers of each shop above its least price, or one row of NULLs.
CREATE TABLE cheapest AS
SELECT shops.id AS shop, best.id AS offer, best.price
FROM shops
LEFT JOIN LATERAL (
  SELECT id, price FROM offers WHERE offers.shop = shops.id AND price >= shops.least ORDER BY price, id LIMIT 2
) AS best ON TRUE;
