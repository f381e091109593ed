-- What breaks the application or loses data, in any engine; scripts and types.

-- case: drop-column bad severity=blocker stages
ALTER TABLE users DROP COLUMN name;

-- case: drop-column good stage=contract
ALTER TABLE users DROP COLUMN name;

-- case: drop-column good
CREATE TABLE fresh (id integer PRIMARY KEY, a integer);
ALTER TABLE fresh DROP COLUMN a;

-- case: drop-table bad severity=blocker
DROP TABLE users;

-- case: drop-table good stage=contract
DROP TABLE users;

-- case: drop-table good
CREATE TABLE fresh (id integer PRIMARY KEY);
DROP TABLE fresh;

-- case: drop-view-or-function bad severity=risk
DROP VIEW active_users;

-- case: drop-view-or-function good stage=contract
DROP VIEW active_users;

-- case: create-table-force bad severity=blocker
DROP TABLE IF EXISTS users;
CREATE TABLE users (id integer PRIMARY KEY);

-- case: create-table-force good
CREATE TABLE IF NOT EXISTS users (id integer PRIMARY KEY);

-- case: delete-without-where bad severity=blocker
DELETE FROM users;

-- case: delete-without-where bad
DELETE FROM users WHERE 1 = 1;

-- case: delete-without-where good
DELETE FROM users WHERE id = 5;

-- case: update-without-where bad severity=blocker
UPDATE users SET active = 1;

-- case: update-without-where good
UPDATE users SET active = 1 WHERE id BETWEEN 1 AND 1000;

-- case: update-without-where good
CREATE TABLE fresh (id integer PRIMARY KEY, a integer);
UPDATE fresh SET a = 1;

-- case: large-dml bad severity=risk rows=5000000
-- given: CREATE TABLE users (id integer PRIMARY KEY, active integer);
UPDATE users SET active = 1 WHERE active = 0;

-- case: large-dml good rows=500
-- given: CREATE TABLE users (id integer PRIMARY KEY, active integer);
UPDATE users SET active = 1 WHERE active = 0;

-- case: rename-column bad severity=blocker
ALTER TABLE users RENAME COLUMN name TO display_name;

-- case: rename-column good
ALTER TABLE users ADD COLUMN display_name text;

-- case: rename-table bad severity=blocker
ALTER TABLE users RENAME TO people;

-- case: rename-table good stage=contract
ALTER TABLE users RENAME TO people;

-- case: rename-table good
CREATE TABLE fresh (id integer PRIMARY KEY);
ALTER TABLE fresh RENAME TO fresher;

-- case: add-unique-data-dependent bad severity=risk
CREATE UNIQUE INDEX users_email ON users (email);

-- case: add-unique-data-dependent good
CREATE INDEX users_email ON users (email);

-- case: add-type-discriminator-column bad severity=note
ALTER TABLE users ADD COLUMN type text;

-- case: add-type-discriminator-column good
ALTER TABLE users ADD COLUMN kind text;

-- case: mixed-ddl-dml bad severity=risk
ALTER TABLE users ADD COLUMN display_name text;
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: mixed-ddl-dml good
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: mixed-ddl-dml good
CREATE TABLE fresh (id integer PRIMARY KEY, a integer);
INSERT INTO fresh (id, a) VALUES (1, 2);

-- case: non-idempotent-statement bad severity=note
CREATE TABLE fresh (id integer PRIMARY KEY);

-- case: non-idempotent-statement good
CREATE TABLE IF NOT EXISTS fresh (id integer PRIMARY KEY);

-- case: syntax-error bad severity=blocker
CREATE TABLE users (id integer PRIMARY KEY);
SELEC 1;

-- case: syntax-error good
SELECT 1;

-- case: index-too-many-columns bad severity=note
CREATE INDEX users_wide ON users (a, b, c, d);

-- case: index-too-many-columns good
CREATE INDEX users_ab ON users (a, b);

-- case: table-without-primary-key bad severity=risk
CREATE TABLE visits (user_id integer, seen text);

-- case: table-without-primary-key good
CREATE TABLE visits (id integer PRIMARY KEY, seen text);

-- case: duplicate-index bad severity=note
-- given: CREATE TABLE users (id integer PRIMARY KEY, a integer, b integer);
-- given: CREATE INDEX users_ab ON users (a, b);
CREATE INDEX users_a ON users (a);

-- case: duplicate-index good
-- given: CREATE TABLE users (id integer PRIMARY KEY, a integer, b integer);
-- given: CREATE INDEX users_ab ON users (a, b);
CREATE INDEX users_b ON users (b);

-- case: on-delete-cascade bad severity=note
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer, FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);

-- case: on-delete-cascade good
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer, FOREIGN KEY (user_id) REFERENCES users (id));

-- case: add-trigger-replication good
ALTER TABLE users ADD COLUMN kind text;

-- case: too-many-statements good
SELECT 1;

-- case: drop-not-null bad version=3.53 severity=risk
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;

-- case: drop-not-null good
ALTER TABLE users ADD COLUMN nick text;

-- case: drop-constraint bad version=3.53 severity=risk
ALTER TABLE users DROP CONSTRAINT users_age;

-- case: drop-constraint good version=3.53
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0);

-- case: set-not-null-data-dependent bad version=3.53 severity=risk
ALTER TABLE users ALTER COLUMN name SET NOT NULL;

-- case: set-not-null-data-dependent good version=3.53
UPDATE users SET name = '' WHERE name IS NULL;
ALTER TABLE users ALTER COLUMN name SET NOT NULL;

-- case: add-trigger-replication bad severity=note
CREATE TRIGGER users_sync AFTER INSERT ON users BEGIN UPDATE users SET a = 1 WHERE id = NEW.id; END;

-- case: pg-add-required-column bad off=sqlite-add-column-limits
ALTER TABLE users ADD COLUMN score integer NOT NULL;

-- case: pg-add-required-column good
ALTER TABLE users ADD COLUMN score integer NOT NULL;

-- case: pg-add-required-column good
ALTER TABLE users ADD COLUMN score integer NOT NULL DEFAULT 0;

-- case: opaque-sql bad severity=risk
.read more.sql

-- case: opaque-sql good
SELECT 1;

-- case: reserved-word-name bad severity=note
CREATE TABLE "order" (id integer PRIMARY KEY);

-- case: reserved-word-name good
CREATE TABLE orders (id integer PRIMARY KEY);

-- case: too-many-statements bad severity=note
BEGIN;
INSERT INTO users (id) VALUES (1);
INSERT INTO users (id) VALUES (2);
INSERT INTO users (id) VALUES (3);
INSERT INTO users (id) VALUES (4);
INSERT INTO users (id) VALUES (5);
INSERT INTO users (id) VALUES (6);
INSERT INTO users (id) VALUES (7);
INSERT INTO users (id) VALUES (8);
INSERT INTO users (id) VALUES (9);
INSERT INTO users (id) VALUES (10);
INSERT INTO users (id) VALUES (11);
INSERT INTO users (id) VALUES (12);
INSERT INTO users (id) VALUES (13);
INSERT INTO users (id) VALUES (14);
INSERT INTO users (id) VALUES (15);
INSERT INTO users (id) VALUES (16);
INSERT INTO users (id) VALUES (17);
INSERT INTO users (id) VALUES (18);
INSERT INTO users (id) VALUES (19);
INSERT INTO users (id) VALUES (20);
INSERT INTO users (id) VALUES (21);
INSERT INTO users (id) VALUES (22);
INSERT INTO users (id) VALUES (23);
INSERT INTO users (id) VALUES (24);
INSERT INTO users (id) VALUES (25);
COMMIT;

-- case: drop-table good
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE "new_User" (id INTEGER PRIMARY KEY, age INTEGER);
INSERT INTO "new_User" SELECT id, age FROM "User";
DROP TABLE "User";
ALTER TABLE "new_User" RENAME TO "User";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;

-- case: drop-table bad
CREATE TABLE users_archive (id INTEGER PRIMARY KEY, age INTEGER);
INSERT INTO users_archive SELECT id, age FROM users;
DROP TABLE users;

-- case: drop-table bad
CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER);
INSERT INTO users_new SELECT id, age FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users_of_old;

-- case: mixed-ddl-dml good
ALTER TABLE notes ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
UPDATE notes SET pinned = 1 WHERE id IN (1, 2);
