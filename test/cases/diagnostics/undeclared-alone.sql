SELECT a, b.c FROM orders b WHERE a > 1;
