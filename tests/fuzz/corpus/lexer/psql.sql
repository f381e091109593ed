0\set x 'y'
select :x, :'x', :"x", a::int \gset p_
select $1, E'a\'b'
'\n', $a$ ; $$ $a$, U&"d\0061t" /* a /* b */ */;
\q
