What goes, and what changes very many rows.

-- case: drop-column bad severity=blocker stages
ALTER TABLE users DROP COLUMN email;

-- case: drop-column bad severity=blocker stage=expand
ALTER TABLE users DROP COLUMN email;

-- case: drop-column good stage=contract
ALTER TABLE users DROP COLUMN email;

-- case: drop-column good
CREATE TABLE users (id bigint PRIMARY KEY, email text);
ALTER TABLE users DROP COLUMN email;

-- case: drop-column bad
DO $$ BEGIN
  ALTER TABLE users DROP COLUMN email;
END $$;

-- case: drop-table bad severity=blocker
DROP TABLE users;

-- case: drop-table bad
DROP TABLE IF EXISTS audit.log, users;

-- case: drop-table good stage=contract
DROP TABLE users;

-- case: drop-table good
CREATE TABLE scratch (id bigint PRIMARY KEY);
DROP TABLE scratch;

-- case: drop-schema bad
DROP SCHEMA legacy;

-- case: drop-schema good stage=contract
DROP SCHEMA legacy;

-- case: drop-schema good
CREATE SCHEMA scratch;
DROP SCHEMA scratch;

-- case: drop-database bad
DROP DATABASE app;

-- case: drop-database good
CREATE DATABASE app;

-- case: drop-cascade bad
DROP TABLE users CASCADE;

-- case: drop-cascade bad stage=contract
ALTER TABLE users DROP COLUMN email CASCADE;

-- case: drop-cascade good
DROP TABLE users;

-- case: drop-view-or-function bad severity=risk
DROP VIEW names;

-- case: drop-view-or-function bad severity=blocker stage=expand
DROP FUNCTION full_name(users);

-- case: drop-view-or-function good stage=contract
DROP VIEW names;

-- case: drop-view-or-function good
BEGIN;
DROP VIEW names;
CREATE VIEW names AS SELECT name FROM users;
COMMIT;

-- case: drop-view-or-function bad
DROP VIEW names;
CREATE VIEW names AS SELECT name FROM users;

-- case: create-table-force bad
DROP TABLE IF EXISTS users;
CREATE TABLE users (id bigint PRIMARY KEY);

-- case: create-table-force good
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);

-- case: create-table-force good
DROP TABLE IF EXISTS users;
CREATE TABLE people (id bigint PRIMARY KEY);

-- case: truncate bad
TRUNCATE users;

-- case: truncate good
CREATE TABLE users (id bigint PRIMARY KEY);
TRUNCATE users;

-- case: truncate-cascade bad
TRUNCATE users CASCADE;

-- case: truncate-cascade bad
-- given: CREATE TABLE users (id bigint PRIMARY KEY);
-- given: CREATE TABLE orders (user_id bigint REFERENCES users (id));
TRUNCATE users CASCADE;

-- case: truncate-cascade good
TRUNCATE users, orders;

-- case: delete-without-where bad severity=blocker
DELETE FROM users;

-- case: delete-without-where bad severity=blocker stage=contract
DELETE FROM users WHERE 1 = 1;

-- case: delete-without-where bad severity=blocker rows=500
-- given: CREATE TABLE users (id bigint PRIMARY KEY);
DELETE FROM users;

-- case: delete-without-where good
DELETE FROM users WHERE email IS NULL;

-- case: delete-without-where good
CREATE TABLE scratch (id bigint PRIMARY KEY);
DELETE FROM scratch;

-- case: update-without-where bad severity=blocker
UPDATE users SET active = true;

-- case: update-without-where bad
UPDATE users SET active = true WHERE true;

-- case: update-without-where good stage=backfill
UPDATE users SET active = true WHERE true;

-- case: large-dml good rows=5000000
-- given: CREATE TABLE users (id bigint PRIMARY KEY, active boolean);
UPDATE users SET active = true;

-- case: large-dml good rows=5000000
-- given: CREATE TABLE users (id bigint PRIMARY KEY, active boolean);
DELETE FROM users;

-- case: update-without-where good
UPDATE users SET active = true WHERE active IS NULL;

-- case: large-dml bad rows=5000000
-- given: CREATE TABLE users (id bigint PRIMARY KEY, active boolean);
UPDATE users SET active = true WHERE active IS NULL;

-- case: large-dml bad rows=5000000
-- given: CREATE TABLE users (id bigint PRIMARY KEY, active boolean);
INSERT INTO people SELECT * FROM users;

-- case: large-dml good rows=5000000
-- given: CREATE TABLE users (id bigint PRIMARY KEY, active boolean);
UPDATE users SET active = true WHERE id = 7;

-- case: large-dml good rows=500
-- given: CREATE TABLE users (id bigint PRIMARY KEY, active boolean);
UPDATE users SET active = true WHERE active IS NULL;

-- case: large-dml good rows=5000000 stage=backfill
-- given: CREATE TABLE users (id bigint PRIMARY KEY, active boolean);
UPDATE users SET active = true WHERE active IS NULL;

-- case: plan-irreversible-step good
DELETE FROM cache;

-- case: pg-drop-column-dependent-view bad severity=risk stage=contract
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
-- given: CREATE VIEW names AS SELECT name FROM users;
ALTER TABLE users DROP COLUMN name;

-- case: pg-drop-column-dependent-view good
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
-- given: CREATE VIEW names AS SELECT name FROM users;
DROP VIEW names;
ALTER TABLE users DROP COLUMN name;
