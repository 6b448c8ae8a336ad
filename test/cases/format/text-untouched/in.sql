select 'a   b', "c   d", `e   F`, 'x
  y', 5S, 1E3 from "kafka://b/T" where a='''' and x = '-- no comment';
create function F(x int) returns string language JavaScript as $$
    const   a = [  1 ];   -- as it is
$$;
create function Reverse(x string) returns string language javascript as 'return   x;';
select reverse(x), REVERSE(y), max(z), Int, Status from t with (Format = Json, 'K' = True, group.id = ${GROUP}, n = - 5);
