-- A script as a step of a plan.

-- case: plan-expand-and-contract-together bad severity=blocker
ALTER TABLE users ADD COLUMN display_name text;
ALTER TABLE users DROP COLUMN name;

-- case: plan-expand-and-contract-together bad stage=expand
CREATE TABLE people (id integer PRIMARY KEY, name text);
INSERT INTO people (id, name) SELECT id, name FROM users;
DROP TABLE users;

-- case: plan-expand-and-contract-together good
ALTER TABLE users ADD COLUMN display_name text;

-- case: plan-expand-and-contract-together good stage=contract
ALTER TABLE users DROP COLUMN name;
DROP TABLE people;

-- case: plan-expand-and-contract-together good
CREATE TABLE new_users (id integer PRIMARY KEY, name text);
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
ALTER TABLE users ADD COLUMN state integer;
UPDATE users SET state = 1 WHERE id BETWEEN 1 AND 1000;

-- case: plan-missing-dual-write bad stage=backfill
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text, display_name text);
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: plan-missing-dual-write good
ALTER TABLE users ADD COLUMN state integer DEFAULT 1;
UPDATE users SET state = 1 WHERE id BETWEEN 1 AND 1000;

-- case: plan-missing-dual-write good stage=backfill
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: plan-trigger-dropped-early bad severity=risk stage=flip
DROP TRIGGER users_sync;

-- case: plan-trigger-dropped-early bad
DROP TRIGGER users_sync;

-- case: plan-trigger-dropped-early good stage=contract
DROP TRIGGER users_sync;

-- case: plan-unbatched-backfill bad severity=risk
UPDATE users SET display_name = name WHERE display_name IS NULL;

-- case: plan-unbatched-backfill bad
INSERT INTO people (id, name) SELECT id, name FROM users;

-- case: plan-unbatched-backfill good
UPDATE users SET display_name = name WHERE id > 1000 AND id <= 2000;

-- case: plan-unbatched-backfill good
UPDATE users SET display_name = 'Ann' WHERE id = 5;

-- case: plan-unbatched-backfill good
CREATE TABLE fresh (id integer PRIMARY KEY, a integer);
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
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
ALTER TABLE users ADD COLUMN name text;

-- case: plan-drift bad
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
ALTER TABLE users DROP COLUMN nick;

-- case: plan-drift bad
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
ALTER TABLE people ADD COLUMN nick text;

-- case: plan-drift bad
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE users (id integer PRIMARY KEY);

-- case: plan-drift good
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
ALTER TABLE users ADD COLUMN nick text;
ALTER TABLE users DROP COLUMN nick;

-- case: plan-drift good
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE people (id integer PRIMARY KEY);
ALTER TABLE people ADD COLUMN nick text;

-- case: plan-drift good
ALTER TABLE people ADD COLUMN nick text;

-- case: plan-table-size-risk bad rows=12000000
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE INDEX users_name ON users (id);

-- case: plan-table-size-risk good rows=1000
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE INDEX users_name ON users (id);

-- case: plan-table-size-risk good
CREATE INDEX users_name ON users (id);

-- case: plan-missing-dual-write good
ALTER TABLE users ADD COLUMN display_name text;
CREATE TRIGGER users_sync AFTER INSERT ON users BEGIN UPDATE users SET display_name = NEW.name WHERE id = NEW.id; END;
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: plan-trigger-dropped-early good
DROP TRIGGER IF EXISTS users_sync;
CREATE TRIGGER users_sync AFTER INSERT ON users BEGIN UPDATE users SET display_name = NEW.name WHERE id = NEW.id; END;

-- case: plan-backfill-in-ddl-transaction bad severity=blocker
BEGIN IMMEDIATE;
ALTER TABLE users ADD COLUMN display_name text;
UPDATE users SET display_name = name;
COMMIT;

-- case: plan-backfill-in-ddl-transaction good
BEGIN IMMEDIATE;
ALTER TABLE users ADD COLUMN display_name text;
COMMIT;
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: plan-backfill-in-ddl-transaction good
BEGIN IMMEDIATE;
CREATE TABLE new_users (id integer PRIMARY KEY, name text);
INSERT INTO new_users (id, name) SELECT id, name FROM users;
COMMIT;
