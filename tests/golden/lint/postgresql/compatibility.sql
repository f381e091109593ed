What the running application would notice.

-- case: rename-column bad severity=blocker
ALTER TABLE users RENAME COLUMN name TO full_name;

-- case: rename-column bad stages
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name text);
ALTER TABLE users RENAME COLUMN name TO full_name;

-- case: rename-column good stage=contract
ALTER TABLE users RENAME COLUMN name TO full_name;

-- case: rename-column good
CREATE TABLE users (id bigint PRIMARY KEY, name text);
ALTER TABLE users RENAME COLUMN name TO full_name;

-- case: rename-table bad severity=blocker
ALTER TABLE users RENAME TO people;

-- case: rename-table good
BEGIN;
ALTER TABLE users RENAME TO people;
CREATE VIEW users AS SELECT * FROM people;
COMMIT;

-- case: rename-table good stage=contract
ALTER TABLE users RENAME TO people;

-- case: rename-table good
CREATE TABLE users_new (id bigint PRIMARY KEY);
BEGIN;
ALTER TABLE users RENAME TO users_old;
ALTER TABLE users_new RENAME TO users;
COMMIT;

-- case: rename-schema bad
ALTER SCHEMA app RENAME TO main;

-- case: rename-schema good
CREATE SCHEMA app;
ALTER SCHEMA app RENAME TO main;

-- case: move-table-schema bad
ALTER TABLE users SET SCHEMA archive;

-- case: move-table-schema good
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users SET SCHEMA archive;

-- case: change-column-default bad
ALTER TABLE users ALTER COLUMN active SET DEFAULT false;

-- case: change-column-default bad
ALTER TABLE users ALTER COLUMN active DROP DEFAULT;

-- case: change-column-default good
ALTER TABLE users ADD COLUMN active boolean;
ALTER TABLE users ALTER COLUMN active SET DEFAULT false;

-- case: unqualified-table bad
ALTER TABLE users ADD COLUMN email text;

-- case: unqualified-table good
ALTER TABLE public.users ADD COLUMN email text;

-- case: identifier-too-long bad
CREATE INDEX CONCURRENTLY users_a_name_that_is_much_longer_than_anybody_would_ever_want_to_read_it ON users (email);

-- case: identifier-too-long good
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: reserved-word-name bad
ALTER TABLE users ADD COLUMN "order" int;

-- case: reserved-word-name good
ALTER TABLE users ADD COLUMN position int;

-- case: table-without-primary-key bad
CREATE TABLE users (id bigint);

-- case: table-without-primary-key good
CREATE TABLE users (id bigint PRIMARY KEY);

-- case: table-without-primary-key good
CREATE TABLE users (id bigint);
ALTER TABLE users ADD PRIMARY KEY (id);

-- case: change-column-default bad severity=blocker
ALTER TABLE users ADD COLUMN score int DEFAULT 0 NOT NULL;
ALTER TABLE users ALTER COLUMN score DROP DEFAULT;

-- case: change-column-default good
ALTER TABLE users ADD COLUMN score int DEFAULT 0;
ALTER TABLE users ALTER COLUMN score DROP DEFAULT;

-- case: rename-table good
BEGIN;
ALTER TABLE orders RENAME TO orders_old;
ALTER TABLE orders_filled RENAME TO orders;
COMMIT;
