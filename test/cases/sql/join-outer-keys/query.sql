CREATE STREAM calls (caller BIGINT, line STRING) WITH ('topic' = 'calls', 'format' = 'json');
CREATE STREAM answers (caller BIGINT, agent STRING) WITH ('topic' = 'answers', 'format' = 'json');

CREATE STREAM talks AS
SELECT c.line, a.agent
FROM calls AS c
FULL JOIN answers AS a ON c.caller = a.caller WITHIN 10ms;
