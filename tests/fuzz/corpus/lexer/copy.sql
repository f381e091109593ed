0COPY a (b) FROM stdin;
1	2;
\.
select 1;
