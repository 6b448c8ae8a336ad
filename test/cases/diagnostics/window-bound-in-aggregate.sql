-- expect: sql/window-bound at «WINDOW_START»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4)) WITH ('topic' = 'trades');

SELECT ticker, MIN(«WINDOW_START») AS since FROM trades GROUP BY ticker WINDOW TUMBLING(1m);
