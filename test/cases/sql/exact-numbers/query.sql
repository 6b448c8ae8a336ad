SELECT id, amount, id + 1 AS next, amount * 2 AS twice FROM payments;
