selec 1; create table (;
\set x
select :x;
