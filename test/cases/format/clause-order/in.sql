-- every clause stands somewhere else
select a, count(*) as n from t with ('t.type'='kafka_source') where x > 1
  emit changes
  limit 5 into out
  -- why the window stands here
  window tumbling (1m) grace 5s -- a minute
  having count(*) > 1 order by n desc nulls last with ('out.type'='kafka_sink', 'out.config_file' = 'x.yaml') group by a;
select a from t where x = 1 join u on t.id = u.id and u.kind = 'a long enough literal' and t.kind = 'another long literal' within interval '1' hour left outer join v on v.id = u.id, w;
