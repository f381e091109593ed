-- Tables that are built anew.

-- case: sqlite-table-rebuild-unsafe bad severity=blocker
BEGIN IMMEDIATE;
CREATE TABLE new_users (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;

-- case: sqlite-table-rebuild-unsafe bad severity=blocker
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
ALTER TABLE users RENAME TO old_users;
CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO users (id, name) SELECT id, name FROM old_users;
DROP TABLE old_users;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;

-- case: sqlite-table-rebuild-unsafe bad severity=blocker
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
-- given: CREATE INDEX users_name ON users (name);
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE new_users (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;

-- case: sqlite-table-rebuild-unsafe bad severity=risk
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE new_users (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;

-- case: sqlite-table-rebuild-unsafe good
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
-- given: CREATE INDEX users_name ON users (name);
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE new_users (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE INDEX users_name ON users (name);
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;

-- case: sqlite-table-rebuild-unsafe good
-- given: CREATE TABLE users (id integer PRIMARY KEY, email text UNIQUE);
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE new_users (id integer PRIMARY KEY, email text NOT NULL UNIQUE);
INSERT INTO new_users (id, email) SELECT id, email FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;

-- case: sqlite-table-rebuild-unsafe bad severity=blocker
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
-- given: CREATE VIEW named_users AS SELECT id FROM users;
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE new_users (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;

-- case: sqlite-table-rebuild-unsafe good
DROP TABLE sessions;
ALTER TABLE users RENAME TO people;

-- case: sqlite-foreign-keys-pragma-in-tx bad severity=blocker
BEGIN;
PRAGMA foreign_keys = OFF;
COMMIT;

-- case: sqlite-foreign-keys-pragma-in-tx bad transaction
PRAGMA foreign_keys = OFF;

-- case: sqlite-foreign-keys-pragma-in-tx good
PRAGMA foreign_keys = OFF;
BEGIN;
COMMIT;
PRAGMA foreign_keys = ON;

-- case: sqlite-foreign-keys-pragma-in-tx good
BEGIN;
PRAGMA foreign_keys;
COMMIT;

-- case: sqlite-drop-table-implicit-delete bad severity=blocker
-- given: CREATE TABLE users (id integer PRIMARY KEY);
-- given: CREATE TABLE orders (id integer PRIMARY KEY, user_id int REFERENCES users (id));
PRAGMA foreign_keys = ON;
DROP TABLE users;

-- case: sqlite-drop-table-implicit-delete bad severity=risk
-- given: CREATE TABLE users (id integer PRIMARY KEY);
-- given: CREATE TABLE orders (id integer PRIMARY KEY, user_id int REFERENCES users (id));
DROP TABLE users;

-- case: sqlite-drop-table-implicit-delete good
-- given: CREATE TABLE users (id integer PRIMARY KEY);
-- given: CREATE TABLE orders (id integer PRIMARY KEY, user_id int REFERENCES users (id));
PRAGMA foreign_keys = OFF;
DROP TABLE users;

-- case: sqlite-drop-table-implicit-delete good
-- given: CREATE TABLE users (id integer PRIMARY KEY);
DROP TABLE users;

-- case: sqlite-drop-leaves-broken-views bad severity=risk
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
-- given: CREATE VIEW named_users AS SELECT id FROM users;
DROP TABLE users;

-- case: sqlite-drop-leaves-broken-views good
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
-- given: CREATE VIEW named_users AS SELECT id FROM users;
DROP VIEW named_users;
DROP TABLE users;

-- case: sqlite-type-affinity bad severity=note
-- given: CREATE TABLE users (id integer PRIMARY KEY, age text);
CREATE TABLE new_users (id integer PRIMARY KEY, age integer);
INSERT INTO new_users (id, age) SELECT id, age FROM users;

-- case: sqlite-type-affinity good
-- given: CREATE TABLE users (id integer PRIMARY KEY, age text);
CREATE TABLE new_users (id integer PRIMARY KEY, age integer);
INSERT INTO new_users (id, age) SELECT id, CAST(age AS integer) FROM users;

-- case: sqlite-type-affinity good
-- given: CREATE TABLE users (id integer PRIMARY KEY, age integer);
CREATE TABLE new_users (id integer PRIMARY KEY, age integer NOT NULL);
INSERT INTO new_users (id, age) SELECT id, age FROM users;
