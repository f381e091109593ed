What shares a transaction, and what a script says besides its statements.

-- case: transaction-nesting bad
BEGIN;
BEGIN;
COMMIT;

-- case: transaction-nesting bad transaction
COMMIT;

-- case: transaction-nesting bad
COMMIT;

-- case: transaction-nesting good
BEGIN;
SAVEPOINT a;
ROLLBACK TO SAVEPOINT a;
COMMIT;

-- case: uncommitted-transaction bad severity=blocker
BEGIN;
ALTER TABLE users ADD COLUMN email text;

-- case: uncommitted-transaction good
BEGIN;
ALTER TABLE users ADD COLUMN email text;
COMMIT;

-- case: statement-after-exclusive-lock bad
BEGIN;
ALTER TABLE users ADD COLUMN email text;
CREATE INDEX users_email ON users (email);
COMMIT;

-- case: statement-after-exclusive-lock good
BEGIN;
ALTER TABLE users ADD COLUMN email text;
UPDATE users SET email = '' WHERE id < 1000;
COMMIT;

-- case: statement-after-exclusive-lock bad off=plan-backfill-in-ddl-transaction
BEGIN;
ALTER TABLE users ADD COLUMN email text;
UPDATE users SET email = '' WHERE id < 1000;
COMMIT;

-- case: mixed-ddl-dml good
BEGIN;
ALTER TABLE users ADD COLUMN email text;
UPDATE users SET email = '' WHERE id < 1000;
COMMIT;

-- case: statement-after-exclusive-lock bad transaction
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0);

-- case: statement-after-exclusive-lock good
ALTER TABLE users ADD COLUMN email text;
UPDATE users SET email = '' WHERE id < 1000;

-- case: statement-after-exclusive-lock good
BEGIN;
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users ADD COLUMN email text;
INSERT INTO users VALUES (1, '');
COMMIT;

-- case: wide-lock-window bad
BEGIN;
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;

-- case: wide-lock-window good
BEGIN;
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE public.users ADD COLUMN note text;
COMMIT;

-- case: wide-lock-window good
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE orders ADD COLUMN note text;

-- case: merge-alter-table bad
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE users ADD COLUMN name text;

-- case: merge-alter-table good
ALTER TABLE users ADD COLUMN email text, ADD COLUMN name text;

-- case: merge-alter-table good
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT age_check;

-- case: mixed-ddl-dml bad
ALTER TABLE users ADD COLUMN email text;
UPDATE users SET email = '' WHERE email IS NULL;

-- case: mixed-ddl-dml bad stage=backfill
ALTER TABLE users ADD COLUMN email text;
UPDATE users SET email = '' WHERE email IS NULL;

-- case: mixed-ddl-dml good stage=backfill
UPDATE users SET email = '' WHERE email IS NULL;

-- case: mixed-ddl-dml good
CREATE TABLE countries (code text PRIMARY KEY);
INSERT INTO countries VALUES ('de'), ('fr');

-- case: non-idempotent-statement bad
CREATE TABLE users (id bigint PRIMARY KEY);

-- case: non-idempotent-statement good
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);

-- case: non-idempotent-statement good
BEGIN;
CREATE TABLE users (id bigint PRIMARY KEY);
COMMIT;

-- case: duplicate-column-assignment bad
UPDATE users SET name = 'a', name = 'b' WHERE id = 1;

-- case: duplicate-column-assignment bad
CREATE TABLE t (id bigint PRIMARY KEY, id text);

-- case: duplicate-column-assignment good
UPDATE users SET name = 'a', email = 'b' WHERE id = 1;

-- case: syntax-error bad severity=blocker
ALTER TABLE users ADD COLUMN;

-- case: syntax-error good
ALTER TABLE users ADD COLUMN email text;

-- case: drop-table bad
ALTER TABLE users ADD COLUMN email text;
\set x 1
DROP TABLE users;

-- case: opaque-sql bad
DO $$ BEGIN
  EXECUTE 'DROP TABLE ' || quote_ident('users');
END $$;

-- case: opaque-sql bad
\i other.sql

-- case: opaque-sql good
\set ON_ERROR_STOP on
ALTER TABLE users ADD COLUMN email text;

-- case: opaque-sql good
DO $$ BEGIN
  DROP TABLE users;
END $$;

-- case: missing-set-role bad
CREATE TABLE users (id bigint PRIMARY KEY);

-- case: missing-set-role good
SET ROLE owner;
CREATE TABLE users (id bigint PRIMARY KEY);

-- case: too-many-statements bad transaction
SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1;
SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1; SELECT 1;
SELECT 1;

-- case: too-many-statements good transaction
SELECT 1; SELECT 1; SELECT 1;

-- case: missing-analyze bad
ALTER TABLE users ALTER COLUMN id TYPE bigint;

-- case: missing-analyze bad
CREATE INDEX CONCURRENTLY users_email ON users (lower(email));

-- case: missing-analyze good
CREATE INDEX CONCURRENTLY users_email ON users (lower(email));
ANALYZE users;

-- case: missing-analyze good
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: syntax-error good version=18
ALTER TABLE users ADD CONSTRAINT email_set NOT NULL email NOT VALID;

-- case: syntax-error bad version=17
ALTER TABLE users ADD CONSTRAINT email_set NOT NULL email NOT VALID;

-- case: syntax-error bad version=18
ALTER TABLE users ADDD COLUMN email text;

-- case: mixed-ddl-dml bad off=plan-backfill-in-ddl-transaction
DO $$ BEGIN
  ALTER TABLE users ADD COLUMN email text;
  UPDATE users SET email = '' WHERE email IS NULL;
END $$;

-- case: rename-table bad
DO $$ BEGIN
  ALTER TABLE users RENAME TO people;
END $$;

-- case: uncommitted-transaction good
DO $$ BEGIN
  ALTER TABLE users ADD COLUMN email text;
END $$;

-- case: uncommitted-transaction bad
DO $$ BEGIN
  ALTER TABLE users ADD COLUMN email text;
END $$;
BEGIN;
ALTER TABLE users ADD COLUMN name text;

-- case: merge-alter-table good
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT email_set;

-- case: statement-after-exclusive-lock good transaction
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE users ALTER COLUMN email SET DEFAULT '';

-- case: statement-after-exclusive-lock good
BEGIN;
ALTER TABLE users RENAME TO people;
CREATE VIEW users AS SELECT * FROM people;
COMMIT;

-- case: statement-after-exclusive-lock good
BEGIN;
ALTER TABLE account ADD COLUMN note text;
UPDATE alembic_version SET version_num = 'b' WHERE alembic_version.version_num = 'a';
COMMIT;

-- case: statement-after-exclusive-lock bad off=wide-lock-window
BEGIN;
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;

-- case: statement-after-exclusive-lock good
BEGIN;
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;

-- case: mixed-ddl-dml good
ALTER TABLE account ADD COLUMN note text;
UPDATE alembic_version SET version_num = 'b' WHERE alembic_version.version_num = 'a';
UPDATE settings SET value = 'on' WHERE id = 7;

-- case: mixed-ddl-dml bad
ALTER TABLE account ADD COLUMN note text;
UPDATE account SET note = '' WHERE id > 0 AND id <= 1000;

-- case: mixed-ddl-dml good
CREATE TABLE t (id int PRIMARY KEY);
ALTER TABLE t RENAME TO t2;
DELETE FROM t2;
