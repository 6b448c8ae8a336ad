-- expect: error sql/not-yet at «JOIN b ON a.x = b.x WITHIN 5m»
SELECT a.x FROM a «JOIN b ON a.x = b.x WITHIN 5m»;
