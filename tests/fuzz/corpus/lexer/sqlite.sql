3.mode csv
create trigger t after insert on [a b] begin update "c" set d = case when ?1 then :e else $f end; end;
@g == x'1F';