Building, dropping and rebuilding indexes while others work.

-- case: pg-create-index-blocking bad fix severity=blocker
CREATE INDEX users_email ON users (email);

-- case: pg-create-index-blocking bad fix
CREATE UNIQUE INDEX users_email ON public.users (lower(email));

-- case: pg-create-index-blocking bad no-fix
BEGIN;
CREATE INDEX users_email ON users (email);
COMMIT;

-- case: pg-create-index-blocking bad no-fix transaction
CREATE INDEX users_email ON users (email);

-- case: pg-create-index-blocking bad no-fix
DO $$ BEGIN
  CREATE INDEX users_email ON users (email);
END $$;

-- case: pg-create-index-blocking good
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: pg-create-index-blocking good
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);

-- case: pg-create-index-blocking good
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  CREATE INDEX users_email ON users (email);
END $$;

-- case: pg-create-index-blocking bad severity=note rows=500
-- given: CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);

-- case: pg-drop-index-blocking bad fix
DROP INDEX users_email;

-- case: pg-drop-index-blocking bad no-fix
DROP INDEX users_email, users_name;

-- case: pg-drop-index-blocking bad no-fix
BEGIN;
DROP INDEX IF EXISTS users_email;
COMMIT;

-- case: pg-drop-index-blocking good
DROP INDEX CONCURRENTLY users_email;

-- case: pg-drop-index-blocking good
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);
DROP INDEX users_email;

-- case: pg-reindex-blocking bad fix
REINDEX INDEX users_email;

-- case: pg-reindex-blocking bad fix
REINDEX TABLE users;

-- case: pg-reindex-blocking bad no-fix version=11
REINDEX TABLE users;

-- case: pg-reindex-blocking good
REINDEX INDEX CONCURRENTLY users_email;

-- case: pg-concurrently-in-transaction bad severity=blocker
BEGIN;
CREATE INDEX CONCURRENTLY users_email ON users (email);
COMMIT;

-- case: pg-concurrently-in-transaction bad transaction
DROP INDEX CONCURRENTLY users_email;

-- case: pg-concurrently-in-transaction bad transaction
REINDEX TABLE CONCURRENTLY users;

-- case: pg-concurrently-in-transaction bad transaction
VACUUM users;

-- case: pg-concurrently-in-transaction bad transaction
ALTER SYSTEM SET work_mem = '64MB';

-- case: pg-concurrently-in-transaction bad transaction
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;

-- case: pg-concurrently-in-transaction good
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: pg-concurrently-in-transaction good
BEGIN;
ALTER TABLE users ADD COLUMN email text;
COMMIT;
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: pg-concurrently-on-partitioned-parent bad
-- given: CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE INDEX CONCURRENTLY events_at ON events (at);

-- case: pg-concurrently-on-partitioned-parent bad
-- given: CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
-- given: CREATE INDEX events_at ON events (at);
DROP INDEX CONCURRENTLY events_at;

-- case: pg-concurrently-on-partitioned-parent good
-- given: CREATE TABLE events (id bigint, at date);
CREATE INDEX CONCURRENTLY events_at ON events (at);

-- case: pg-concurrent-index-corruption bad version=14.2
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: pg-concurrent-index-corruption bad version=14.1
REINDEX INDEX CONCURRENTLY users_email;

-- case: pg-concurrent-index-corruption good version=14.4
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: pg-concurrent-index-corruption good version=14
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: pg-invalid-index-hidden bad
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);

-- case: pg-invalid-index-hidden good
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: pg-replace-index-order bad
DROP INDEX CONCURRENTLY users_email;
CREATE INDEX CONCURRENTLY users_email ON users (email, name);

-- case: pg-replace-index-order bad
-- given: CREATE TABLE users (id bigint, email text, name text);
-- given: CREATE INDEX users_email ON users (email);
DROP INDEX CONCURRENTLY users_email;
CREATE INDEX CONCURRENTLY users_email_name ON users (email, name);

-- case: pg-replace-index-order good
CREATE INDEX CONCURRENTLY users_email_name ON users (email, name);
DROP INDEX CONCURRENTLY users_email;

-- case: pg-drop-column-drops-index bad
-- given: CREATE TABLE users (id bigint, email text, name text);
-- given: CREATE INDEX users_email_name ON users (email, name);
ALTER TABLE users DROP COLUMN name;

-- case: pg-drop-column-drops-index good
-- given: CREATE TABLE users (id bigint, email text, name text);
-- given: CREATE INDEX users_email ON users (email);
ALTER TABLE users DROP COLUMN name;

-- case: index-too-many-columns bad
CREATE INDEX CONCURRENTLY users_all ON users (a, b, c, d);

-- case: index-too-many-columns good
CREATE INDEX CONCURRENTLY users_some ON users (a, b, c);

-- case: hash-index bad
CREATE INDEX CONCURRENTLY users_email ON users USING hash (email);

-- case: hash-index good
CREATE INDEX CONCURRENTLY users_email ON users USING btree (email);

-- case: duplicate-index bad
-- given: CREATE TABLE users (id bigint, email text, name text);
-- given: CREATE INDEX users_email_name ON users (email, name);
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: duplicate-index good
-- given: CREATE TABLE users (id bigint, email text, name text);
-- given: CREATE INDEX users_email_name ON users (email, name);
CREATE INDEX CONCURRENTLY users_name ON users (name);

-- case: duplicate-index good
-- given: CREATE TABLE users (id bigint, email text, name text);
-- given: CREATE INDEX users_email_name ON users (email, name);
CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);

-- case: duplicate-index good
CREATE TABLE customer (id bigint PRIMARY KEY, slug varchar(50) UNIQUE);
CREATE INDEX customer_slug_like ON customer (slug varchar_pattern_ops);

-- case: duplicate-index good
CREATE TABLE customer (id bigint PRIMARY KEY, slug varchar(50));
CREATE INDEX customer_slug_like ON customer (slug varchar_pattern_ops);
CREATE INDEX customer_slug ON customer (slug);

-- case: duplicate-index good
CREATE TABLE customer (id bigint PRIMARY KEY, data jsonb);
CREATE INDEX customer_data_gin ON customer USING gin (data);
CREATE INDEX customer_data ON customer (data);
