0select a @> b, c->>'d' ?| e, f*-1, g+--h
1..2, a[1:n], 0x1F, 1_000;