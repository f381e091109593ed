Waiting: for how long, and from when on.

-- case: require-lock-timeout bad fix severity=risk
ALTER TABLE users ADD COLUMN email text;

-- case: require-lock-timeout bad fix
BEGIN;
ALTER TABLE users ADD COLUMN email text;
COMMIT;

-- case: require-lock-timeout good
SET lock_timeout = 0;
ALTER TABLE users ADD COLUMN email text;

-- case: require-lock-timeout good
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN email text;

-- case: require-lock-timeout good
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE users ADD COLUMN email text;
COMMIT;

-- case: require-lock-timeout good
SELECT set_config('lock_timeout', '2s', false);
ALTER TABLE users ADD COLUMN email text;

-- case: require-lock-timeout good
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users ADD COLUMN email text;

-- case: require-lock-timeout good
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: lock-timeout-zero bad
SET lock_timeout = 0;

-- case: lock-timeout-zero bad
SET lock_timeout = 0;
ALTER TABLE users ADD COLUMN email text;

-- case: lock-timeout-zero bad
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY users_email ON users (email);
ALTER TABLE users ADD COLUMN email text;

-- case: lock-timeout-zero bad
SET lock_timeout = 0;
SELECT 1;
RESET lock_timeout;
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: lock-timeout-zero good
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: lock-timeout-zero good
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN email text;
SET lock_timeout = '0';
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY users_email ON users (email);
DROP INDEX CONCURRENTLY users_mail;
SET lock_timeout = '2s';
ALTER TABLE users DROP COLUMN mail;

-- case: lock-timeout-zero good
SET lock_timeout = 0;
REINDEX INDEX CONCURRENTLY users_email;
ALTER TABLE users VALIDATE CONSTRAINT age_check;
RESET ALL;
ALTER TABLE users ADD COLUMN email text;

-- case: lock-timeout-zero good
SET lock_timeout = '2s';

-- case: lock-timeout-too-long bad
SET lock_timeout = '1min';

-- case: lock-timeout-too-long bad
SET lock_timeout = 30000;

-- case: lock-timeout-too-long good
SET lock_timeout = '5s';

-- case: lock-timeout-after-ddl bad fix
ALTER TABLE users ADD COLUMN email text;
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN name text;

-- case: lock-timeout-after-ddl bad
SET lock_timeout = '2s';
RESET lock_timeout;
ALTER TABLE users ADD COLUMN email text;

-- case: lock-timeout-after-ddl bad
BEGIN;
SET LOCAL lock_timeout = '2s';
COMMIT;
ALTER TABLE users ADD COLUMN email text;

-- case: lock-timeout-after-ddl good
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN email text;
RESET lock_timeout;

-- case: require-statement-timeout bad
ALTER TABLE users ADD COLUMN email text;

-- case: require-statement-timeout good
SET statement_timeout = '30s';
ALTER TABLE users ADD COLUMN email text;

-- case: statement-timeout-too-long bad
SET statement_timeout = '1h';
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0);

-- case: statement-timeout-too-long good
SET statement_timeout = '30s';
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0);

-- case: statement-timeout-too-long good
SET statement_timeout = '1h';
ALTER TABLE users VALIDATE CONSTRAINT age_check;

-- case: statement-timeout-on-concurrent bad fix
SET statement_timeout = '30s';
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: statement-timeout-on-concurrent bad
SET statement_timeout = '30s';
ALTER TABLE users VALIDATE CONSTRAINT age_check;

-- case: statement-timeout-on-concurrent good
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: require-idle-timeout bad
ALTER TABLE users ADD COLUMN email text;

-- case: require-idle-timeout good
SET idle_in_transaction_session_timeout = '30s';
ALTER TABLE users ADD COLUMN email text;

-- case: require-application-name bad
ALTER TABLE users ADD COLUMN email text;

-- case: require-application-name good
SET application_name = 'migration';
ALTER TABLE users ADD COLUMN email text;

-- case: require-lock-timeout good
ALTER TABLE orders DETACH PARTITION orders_2020 CONCURRENTLY;

-- case: require-lock-timeout good
CREATE MATERIALIZED VIEW daily AS SELECT day, count(*) FROM orders GROUP BY day;
CREATE UNIQUE INDEX daily_day ON daily (day);

-- case: require-lock-timeout good
CREATE TABLE t (id int PRIMARY KEY, name text);
CREATE INDEX t_name ON t (name);
DROP INDEX t_name;
