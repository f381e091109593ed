-- One writer for the whole database.

-- case: sqlite-writer-lock bad off=plan-backfill-in-ddl-transaction severity=risk
BEGIN IMMEDIATE;
ALTER TABLE users ADD COLUMN display_name text;
UPDATE users SET display_name = name;
COMMIT;

-- case: sqlite-writer-lock bad transaction
ALTER TABLE users ADD COLUMN display_name text;
CREATE INDEX users_name ON users (name);

-- case: sqlite-writer-lock good
ALTER TABLE users ADD COLUMN display_name text;
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: sqlite-writer-lock good
BEGIN IMMEDIATE;
CREATE TABLE fresh (id integer PRIMARY KEY, a int);
UPDATE fresh SET a = 1;
COMMIT;

-- case: sqlite-deferred-upgrade bad severity=risk fix
BEGIN;
SELECT count(*) FROM users;
UPDATE users SET name = 'x' WHERE id = 1;
COMMIT;

-- case: sqlite-deferred-upgrade bad fix
BEGIN DEFERRED TRANSACTION;
SELECT count(*) FROM users;
DELETE FROM users WHERE id = 1;
COMMIT;

-- case: sqlite-deferred-upgrade good
BEGIN IMMEDIATE;
SELECT count(*) FROM users;
UPDATE users SET name = 'x' WHERE id = 1;
COMMIT;

-- case: sqlite-deferred-upgrade good
BEGIN;
UPDATE users SET name = 'x' WHERE id = 1;
SELECT count(*) FROM users;
COMMIT;

-- case: sqlite-vacuum bad severity=blocker
VACUUM;

-- case: sqlite-vacuum bad
PRAGMA journal_mode = WAL;

-- case: sqlite-vacuum good
VACUUM INTO 'backup.db';

-- case: sqlite-vacuum good
PRAGMA journal_mode;

-- case: sqlite-schema-change-readers bad severity=note
ALTER TABLE users ADD COLUMN display_name text;

-- case: sqlite-schema-change-readers good
CREATE INDEX users_name ON users (name);

-- case: sqlite-schema-change-readers good
CREATE TABLE fresh (id integer PRIMARY KEY);
ALTER TABLE fresh ADD COLUMN a int;

-- case: sqlite-writable-schema bad severity=blocker
PRAGMA writable_schema = ON;

-- case: sqlite-writable-schema good
PRAGMA writable_schema = OFF;
