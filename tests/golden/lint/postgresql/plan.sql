-- A script as a step of a plan.

-- case: plan-expand-and-contract-together bad severity=blocker
ALTER TABLE users ADD COLUMN display_name text;
ALTER TABLE users DROP COLUMN name;

-- case: plan-expand-and-contract-together bad stage=expand
CREATE TABLE people (id bigint PRIMARY KEY, name text);
INSERT INTO people (id, name) SELECT id, name FROM users;
DROP TABLE users;

-- case: plan-expand-and-contract-together good
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-expand-and-contract-together good stage=contract
ALTER TABLE users DROP COLUMN name;
DROP TABLE people;

-- case: plan-expand-and-contract-together good
CREATE TABLE new_users (id bigint PRIMARY KEY, name text);
INSERT INTO new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;

-- case: plan-contract-before-backfill-verified bad severity=blocker
UPDATE users SET display_name = name;
ALTER TABLE users DROP COLUMN name;

-- case: plan-contract-before-backfill-verified good
UPDATE users SET display_name = name;
SELECT count(*) FROM users WHERE display_name IS NULL;
ALTER TABLE users DROP COLUMN name;

-- case: plan-contract-before-backfill-verified good stage=contract
ALTER TABLE users DROP COLUMN name;

-- case: plan-missing-dual-write bad severity=blocker
ALTER TABLE users ADD COLUMN display_name text;
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: plan-missing-dual-write bad
ALTER TABLE users ADD COLUMN state bigint;
UPDATE users SET state = 1 WHERE id BETWEEN 1 AND 1000;

-- case: plan-missing-dual-write bad stage=backfill
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name text, display_name text);
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: plan-missing-dual-write good
ALTER TABLE users ADD COLUMN state bigint DEFAULT 1;
UPDATE users SET state = 1 WHERE id BETWEEN 1 AND 1000;

-- case: plan-missing-dual-write good stage=backfill
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: plan-trigger-dropped-early bad severity=risk stage=flip
DROP TRIGGER users_sync ON users;

-- case: plan-trigger-dropped-early bad
DROP TRIGGER users_sync ON users;

-- case: plan-trigger-dropped-early good stage=contract
DROP TRIGGER users_sync ON users;

-- case: plan-unbatched-backfill bad severity=risk
UPDATE users SET display_name = name WHERE display_name IS NULL;

-- case: plan-unbatched-backfill bad
INSERT INTO people (id, name) SELECT id, name FROM users;

-- case: plan-unbatched-backfill bad stage=backfill
UPDATE users SET display_name = name;

-- case: plan-unbatched-backfill bad off=update-without-where
UPDATE users SET display_name = name;

-- case: plan-unbatched-backfill good
UPDATE users SET display_name = name;

-- case: plan-unbatched-backfill good rows=5000000
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name text, display_name text);
UPDATE users SET display_name = name WHERE display_name IS NULL;

-- case: plan-unbatched-backfill good
UPDATE users SET display_name = name WHERE id > 1000 AND id <= 2000;

-- case: plan-unbatched-backfill good
UPDATE users SET display_name = 'Ann' WHERE id = 5;

-- case: plan-unbatched-backfill good
CREATE TABLE fresh (id bigint PRIMARY KEY, a bigint);
UPDATE fresh SET a = 1;

-- case: plan-irreversible-step bad severity=risk
UPDATE users SET email = lower(email) WHERE id BETWEEN 1 AND 1000;

-- case: plan-irreversible-step bad stage=expand
ALTER TABLE users DROP COLUMN name;

-- case: plan-irreversible-step bad
DELETE FROM users WHERE id = 5;

-- case: plan-irreversible-step good stage=contract
ALTER TABLE users DROP COLUMN name;

-- case: plan-irreversible-step good
ALTER TABLE users ADD COLUMN display_name text;
UPDATE users SET display_name = lower(name) WHERE id BETWEEN 1 AND 1000;

-- case: plan-non-linear-history bad severity=risk migration=0005
-- live: applied 0004 aa
-- live: applied 0007 bb
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-non-linear-history bad migration=9
-- live: applied 10
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-non-linear-history bad migration=0004 checksum=cc
-- live: applied 0004 aa
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-non-linear-history good migration=0008
-- live: applied 0007 bb
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-non-linear-history good migration=0004 checksum=aa
-- live: applied 0004 aa
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-drift bad severity=risk
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name text);
ALTER TABLE users ADD COLUMN name text;

-- case: plan-drift bad
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name text);
ALTER TABLE users DROP COLUMN nick;

-- case: plan-drift bad
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name text);
ALTER TABLE people ADD COLUMN nick text;

-- case: plan-drift bad
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE users (id bigint PRIMARY KEY);

-- case: plan-drift good
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name text);
ALTER TABLE users ADD COLUMN nick text;
ALTER TABLE users DROP COLUMN nick;

-- case: plan-drift good
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE people (id bigint PRIMARY KEY);
ALTER TABLE people ADD COLUMN nick text;

-- case: plan-drift good
ALTER TABLE people ADD COLUMN nick text;

-- case: plan-table-size-risk bad rows=12000000
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE INDEX users_name ON users (id);

-- case: plan-table-size-risk good rows=1000
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE INDEX users_name ON users (id);

-- case: plan-table-size-risk good
CREATE INDEX users_name ON users (id);

-- case: plan-contract-before-backfill-verified bad
UPDATE users SET display_name = name;
ALTER TABLE users ALTER COLUMN display_name SET NOT NULL;

-- case: plan-missing-dual-write good
ALTER TABLE users ADD COLUMN display_name text;
CREATE TRIGGER users_sync BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION users_sync();
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: plan-trigger-dropped-early good
DROP TRIGGER IF EXISTS users_sync ON users;
CREATE TRIGGER users_sync BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION users_sync();

-- case: plan-unbatched-backfill good
UPDATE users SET display_name = name WHERE id IN (SELECT id FROM users WHERE display_name IS NULL ORDER BY id LIMIT 1000);

-- case: plan-irreversible-step bad
ALTER TYPE mood ADD VALUE 'calm' BEFORE 'ok';

-- case: plan-backfill-in-ddl-transaction bad severity=blocker
BEGIN;
ALTER TABLE users ADD COLUMN display_name text;
UPDATE users SET display_name = name;
COMMIT;

-- case: plan-backfill-in-ddl-transaction bad transaction
ALTER TABLE users ADD COLUMN display_name text;
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: plan-backfill-in-ddl-transaction good
ALTER TABLE users ADD COLUMN display_name text;
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: plan-replica-lag-and-slots bad severity=note
-- given: CREATE TABLE users (id bigint PRIMARY KEY);
-- live: publication app
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-replica-lag-and-slots bad
-- live: publication app users
CREATE TABLE people (id bigint PRIMARY KEY);

-- case: plan-replica-lag-and-slots good
-- live: publication app orders
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-replica-lag-and-slots good
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-long-running-blockers bad severity=risk
-- live: oldest-transaction 900
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-long-running-blockers bad
-- given: CREATE TABLE users (id bigint PRIMARY KEY);
-- live: wraparound-vacuum users
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-long-running-blockers good
-- live: oldest-transaction 2
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-long-running-blockers good
-- live: oldest-transaction 900
CREATE TABLE fresh (id bigint PRIMARY KEY);

-- case: plan-backfill-in-ddl-transaction good
BEGIN;
ALTER TABLE account ADD COLUMN note text;
UPDATE alembic_version SET version_num = 'b' WHERE alembic_version.version_num = 'a';
UPDATE settings SET value = 'on' WHERE id IN (7, 8);
COMMIT;

-- case: plan-backfill-in-ddl-transaction bad
BEGIN;
ALTER TABLE account ADD COLUMN note text;
UPDATE account SET note = '' WHERE id BETWEEN 1 AND 1000;
COMMIT;

-- case: plan-unbatched-backfill good
UPDATE alembic_version SET version_num = 'b' WHERE alembic_version.version_num = 'a';

-- case: plan-unbatched-backfill good
-- given: CREATE TABLE settings (key text PRIMARY KEY, value text);
UPDATE settings SET value = 'on' WHERE key = 'mode';

-- case: plan-irreversible-step bad severity=note
ALTER TYPE status ADD VALUE 'archived' AFTER 'done';

-- case: plan-unbatched-backfill bad severity=note
UPDATE roles SET name = 'member' WHERE name = 'user';
