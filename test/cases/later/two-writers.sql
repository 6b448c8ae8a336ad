-- expect: error sql/not-yet at «alerts»
CREATE STREAM a (x BIGINT);
CREATE STREAM b (x BIGINT);
CREATE STREAM alerts (x BIGINT);
INSERT INTO alerts SELECT x FROM a;
INSERT INTO alerts SELECT x FROM b;
SELECT x FROM «alerts»;
