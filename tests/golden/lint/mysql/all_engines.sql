-- also: mariadb
-- What breaks the application or loses data, in any engine; scripts and types.

-- case: drop-column bad severity=blocker stages
ALTER TABLE users DROP COLUMN name;

-- case: drop-column good stage=contract
ALTER TABLE users DROP COLUMN name;

-- case: drop-column good
CREATE TABLE fresh (id BIGINT PRIMARY KEY, a BIGINT);
ALTER TABLE fresh DROP COLUMN a;

-- case: drop-table bad severity=blocker
DROP TABLE users;

-- case: drop-table good stage=contract
DROP TABLE users;

-- case: drop-table good
CREATE TABLE fresh (id BIGINT PRIMARY KEY);
DROP TABLE fresh;

-- case: drop-view-or-function bad severity=risk
DROP VIEW active_users;

-- case: drop-view-or-function good stage=contract
DROP VIEW active_users;

-- case: create-table-force bad severity=blocker
DROP TABLE IF EXISTS users;
CREATE TABLE users (id BIGINT PRIMARY KEY);

-- case: create-table-force good
CREATE TABLE IF NOT EXISTS users (id BIGINT PRIMARY KEY);

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
CREATE TABLE fresh (id BIGINT PRIMARY KEY, a BIGINT);
UPDATE fresh SET a = 1;

-- case: large-dml bad severity=risk rows=5000000
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, active BIGINT);
UPDATE users SET active = 1 WHERE active = 0;

-- case: large-dml good rows=500
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, active BIGINT);
UPDATE users SET active = 1 WHERE active = 0;

-- case: rename-column bad severity=blocker
ALTER TABLE users RENAME COLUMN name TO display_name;

-- case: rename-column good
ALTER TABLE users ADD COLUMN display_name VARCHAR(100);

-- case: rename-table bad severity=blocker
ALTER TABLE users RENAME TO people;

-- case: rename-table good stage=contract
ALTER TABLE users RENAME TO people;

-- case: rename-table good
CREATE TABLE fresh (id BIGINT PRIMARY KEY);
ALTER TABLE fresh RENAME TO fresher;

-- case: add-unique-data-dependent bad severity=risk
CREATE UNIQUE INDEX users_email ON users (email);

-- case: add-unique-data-dependent good
CREATE INDEX users_email ON users (email);

-- case: add-type-discriminator-column bad severity=note
ALTER TABLE users ADD COLUMN type VARCHAR(100);

-- case: add-type-discriminator-column good
ALTER TABLE users ADD COLUMN kind VARCHAR(100);

-- case: mixed-ddl-dml bad severity=risk
ALTER TABLE users ADD COLUMN display_name VARCHAR(100);
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: mixed-ddl-dml good
UPDATE users SET display_name = name WHERE id BETWEEN 1 AND 1000;

-- case: mixed-ddl-dml good
CREATE TABLE fresh (id BIGINT PRIMARY KEY, a BIGINT);
INSERT INTO fresh (id, a) VALUES (1, 2);

-- case: non-idempotent-statement bad severity=note
CREATE TABLE fresh (id BIGINT PRIMARY KEY);

-- case: non-idempotent-statement good
CREATE TABLE IF NOT EXISTS fresh (id BIGINT PRIMARY KEY);

-- case: syntax-error bad severity=blocker
CREATE TABLE users (id BIGINT PRIMARY KEY);
SELEC 1;

-- case: syntax-error good
SELECT 1;

-- case: index-too-many-columns bad severity=note
CREATE INDEX users_wide ON users (a, b, c, d);

-- case: index-too-many-columns good
CREATE INDEX users_ab ON users (a, b);

-- case: table-without-primary-key bad severity=risk
CREATE TABLE visits (user_id BIGINT, seen VARCHAR(100));

-- case: table-without-primary-key good
CREATE TABLE visits (id BIGINT PRIMARY KEY, seen VARCHAR(100));

-- case: duplicate-index bad severity=note
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, a BIGINT, b BIGINT);
-- given: CREATE INDEX users_ab ON users (a, b);
CREATE INDEX users_a ON users (a);

-- case: duplicate-index good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, a BIGINT, b BIGINT);
-- given: CREATE INDEX users_ab ON users (a, b);
CREATE INDEX users_b ON users (b);

-- case: on-delete-cascade bad severity=note
CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id BIGINT, FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);

-- case: on-delete-cascade good
CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id BIGINT, FOREIGN KEY (user_id) REFERENCES users (id));

-- case: add-trigger-replication good
ALTER TABLE users ADD COLUMN kind VARCHAR(100);

-- case: too-many-statements good
SELECT 1;

-- case: drop-cascade good
DROP TABLE users CASCADE;

-- case: drop-database bad severity=blocker
DROP DATABASE shop;

-- case: drop-database good
DROP TABLE shops;

-- case: drop-partition-data bad severity=blocker
ALTER TABLE events DROP PARTITION p2019;

-- case: drop-partition-data bad
ALTER TABLE events TRUNCATE PARTITION p2019;

-- case: drop-partition-data good stage=contract
ALTER TABLE events DROP PARTITION p2019;

-- case: truncate bad severity=blocker
TRUNCATE TABLE users;

-- case: truncate good
CREATE TABLE fresh (id BIGINT PRIMARY KEY);
TRUNCATE TABLE fresh;

-- case: rename-column bad stages off=my-rename-column-change
ALTER TABLE users CHANGE name display_name VARCHAR(100) NOT NULL;

-- case: rename-table bad
RENAME TABLE users TO people;

-- case: rename-table good
CREATE TABLE users_new (id BIGINT PRIMARY KEY);
RENAME TABLE users TO users_old, users_new TO users;

-- case: move-table-schema bad severity=blocker
RENAME TABLE shop.users TO archive.users;

-- case: move-table-schema good
RENAME TABLE shop.users TO shop.people;

-- case: drop-not-null bad severity=risk
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(100) NULL;

-- case: drop-not-null good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(100) NOT NULL;

-- case: drop-constraint bad severity=risk
ALTER TABLE orders DROP FOREIGN KEY orders_user;

-- case: drop-constraint bad
ALTER TABLE orders DROP PRIMARY KEY;

-- case: drop-constraint bad
ALTER TABLE orders DROP CONSTRAINT orders_amount;

-- case: drop-constraint good stage=contract
ALTER TABLE orders DROP FOREIGN KEY orders_user;

-- case: change-column-default bad severity=risk
ALTER TABLE users ALTER COLUMN active SET DEFAULT 0;

-- case: change-column-default good
ALTER TABLE users ADD COLUMN active INT NOT NULL DEFAULT 0;

-- case: add-unique-data-dependent bad
ALTER TABLE users ADD UNIQUE KEY users_email (email);

-- case: set-not-null-data-dependent bad severity=risk
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100));
ALTER TABLE users MODIFY name VARCHAR(100) NOT NULL;

-- case: set-not-null-data-dependent good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100));
UPDATE users SET name = '' WHERE name IS NULL;
ALTER TABLE users MODIFY name VARCHAR(100) NOT NULL;

-- case: enum-remove-value bad severity=blocker
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, state ENUM('new', 'paid', 'sent') NOT NULL);
ALTER TABLE orders MODIFY state ENUM('new', 'sent') NOT NULL;

-- case: enum-remove-value good
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, state ENUM('new', 'paid', 'sent') NOT NULL);
ALTER TABLE orders MODIFY state ENUM('new', 'paid', 'sent', 'lost') NOT NULL;

-- case: generated-column-change bad severity=risk
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, a INT, doubled INT AS (a * 2) STORED);
ALTER TABLE users MODIFY doubled INT AS (a * 3) STORED;

-- case: generated-column-change good
ALTER TABLE users ADD COLUMN tripled INT AS (a * 3) VIRTUAL;

-- case: add-trigger-replication bad severity=note
CREATE TRIGGER users_sync BEFORE INSERT ON users FOR EACH ROW SET NEW.display_name = NEW.name;

-- case: pg-narrow-type-data-loss bad severity=blocker
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, amount BIGINT NOT NULL);
ALTER TABLE orders MODIFY amount INT NOT NULL;

-- case: pg-narrow-type-data-loss bad
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, amount INT NOT NULL);
ALTER TABLE orders MODIFY amount INT UNSIGNED NOT NULL;

-- case: pg-narrow-type-data-loss good
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, amount INT NOT NULL);
ALTER TABLE orders MODIFY amount BIGINT NOT NULL;

-- case: pg-fk-type-mismatch bad severity=risk
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY);
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id INT);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);

-- case: pg-fk-type-mismatch good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY);
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id BIGINT);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);

-- case: pg-add-required-column bad
ALTER TABLE users ADD COLUMN score INT NOT NULL;

-- case: pg-add-required-column good
ALTER TABLE users ADD COLUMN score INT NOT NULL DEFAULT 0;

-- case: require-lock-timeout bad severity=risk fix off=my-metadata-lock
ALTER TABLE users ADD COLUMN display_name VARCHAR(100);

-- case: require-lock-timeout good
ALTER TABLE users ADD COLUMN display_name VARCHAR(100);

-- case: require-lock-timeout good off=my-metadata-lock
CREATE TABLE scratch (id BIGINT PRIMARY KEY);
RENAME TABLE scratch TO scratch2;
DROP TABLE scratch2;

-- case: require-lock-timeout good off=my-metadata-lock
SET SESSION lock_wait_timeout = 2;
ALTER TABLE users ADD COLUMN display_name VARCHAR(100);

-- case: lock-timeout-too-long bad severity=risk
SET SESSION lock_wait_timeout = 3600;

-- case: lock-timeout-too-long good
SET SESSION lock_wait_timeout = 5;

-- case: require-statement-timeout bad severity=note
ALTER TABLE users ADD COLUMN display_name VARCHAR(100);

-- case: require-statement-timeout good
SET SESSION max_execution_time = 60000;
ALTER TABLE users ADD COLUMN display_name VARCHAR(100);

-- case: merge-alter-table bad severity=note
ALTER TABLE users ADD COLUMN a INT;
ALTER TABLE users ADD COLUMN b INT;

-- case: merge-alter-table good
ALTER TABLE users ADD COLUMN a INT, ADD COLUMN b INT;

-- case: merge-alter-table good
ALTER TABLE users ADD COLUMN a INT;
ALTER TABLE orders ADD COLUMN b INT;

-- case: mixed-instant-and-rebuild bad severity=risk
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, age INT NOT NULL);
ALTER TABLE users ADD COLUMN a INT, MODIFY age BIGINT NOT NULL;

-- case: mixed-instant-and-rebuild good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, age INT NOT NULL);
ALTER TABLE users ADD COLUMN a INT, ADD COLUMN b INT;

-- case: implicit-commit bad severity=risk
BEGIN;
ALTER TABLE users ADD COLUMN a INT;
COMMIT;

-- case: implicit-commit good
ALTER TABLE users ADD COLUMN a INT;

-- case: identifier-too-long bad severity=risk
CREATE TABLE a_name_that_goes_on_and_on_until_it_is_longer_than_any_server_takes (id BIGINT PRIMARY KEY);

-- case: identifier-too-long good
CREATE TABLE short_name (id BIGINT PRIMARY KEY);

-- case: opaque-sql bad severity=risk
PREPARE step FROM 'ALTER TABLE users ADD COLUMN a INT';

-- case: opaque-sql good
SELECT 1;

-- case: missing-analyze bad severity=note
UPDATE users SET active = 1;

-- case: missing-analyze good
UPDATE users SET active = 1;
ANALYZE TABLE users;

-- case: too-many-statements good
ALTER TABLE users ADD COLUMN a INT;

-- case: prefer-bigint bad severity=note
CREATE TABLE visits (id INT PRIMARY KEY);

-- case: prefer-bigint good
CREATE TABLE visits (id BIGINT PRIMARY KEY);

-- case: create-enum bad severity=note
CREATE TABLE orders (id BIGINT PRIMARY KEY, state ENUM('new', 'paid') NOT NULL);

-- case: create-enum good
CREATE TABLE orders (id BIGINT PRIMARY KEY, state VARCHAR(20) NOT NULL);

-- case: reserved-word-name bad severity=note
CREATE TABLE `order` (id BIGINT PRIMARY KEY);

-- case: reserved-word-name good
CREATE TABLE orders (id BIGINT PRIMARY KEY);

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

-- case: change-column-default bad severity=blocker
ALTER TABLE users ADD COLUMN score INT DEFAULT 0 NOT NULL;
ALTER TABLE users ALTER COLUMN score DROP DEFAULT;

-- case: rename-table good
RENAME TABLE orders TO orders_old, orders_filled TO orders;

-- case: rename-column good
ALTER TABLE users CHANGE name full_name VARCHAR(255);

-- case: rename-column bad off=my-rename-column-change
ALTER TABLE users CHANGE name full_name VARCHAR(255);
