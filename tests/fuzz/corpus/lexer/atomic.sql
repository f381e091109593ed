0create or replace function f() returns int begin atomic select case when a then 1 end; select 2; end;
create rule r as on insert to a do also (b; c);
commit;