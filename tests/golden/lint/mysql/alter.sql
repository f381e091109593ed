-- also: mariadb
-- Algorithms, locks and the metadata lock: the same in both.

-- case: my-alter-copy bad severity=blocker
ALTER TABLE orders ORDER BY placed;

-- case: my-alter-copy bad
ALTER TABLE orders ADD COLUMN note TEXT, ALGORITHM=COPY;

-- case: my-alter-copy bad fix
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, placed DATETIME NOT NULL);
ALTER TABLE orders ADD INDEX orders_placed (placed), ALGORITHM = COPY;

-- case: my-alter-copy bad off=my-convert-charset
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, note VARCHAR(100)) CHARACTER SET latin1;
ALTER TABLE orders CONVERT TO CHARACTER SET utf8mb4;

-- case: my-alter-copy good
ALTER TABLE orders ADD COLUMN note TEXT, ALGORITHM=INSTANT;

-- case: my-alter-copy good
CREATE TABLE fresh (id BIGINT PRIMARY KEY, a INT);
ALTER TABLE fresh DROP PRIMARY KEY;

-- case: my-alter-copy good
ALTER TABLE orders ADD INDEX orders_placed (placed), ALGORITHM=INPLACE, LOCK=NONE;

-- case: my-alter-copy good
SET SESSION foreign_key_checks = 0;
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- case: my-missing-algorithm-lock bad fix severity=risk
ALTER TABLE orders ADD INDEX orders_placed (placed);

-- case: my-missing-algorithm-lock bad fix severity=risk
CREATE INDEX orders_placed ON orders (placed);

-- case: my-missing-algorithm-lock bad fix severity=note
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, placed DATETIME NOT NULL);
ALTER TABLE orders ADD COLUMN note VARCHAR(100);

-- case: my-missing-algorithm-lock bad
ALTER TABLE orders MODIFY COLUMN amount BIGINT NOT NULL;

-- case: my-missing-algorithm-lock good
ALTER TABLE orders ADD INDEX orders_placed (placed), ALGORITHM=INPLACE, LOCK=NONE;

-- case: my-missing-algorithm-lock good
CREATE INDEX orders_placed ON orders (placed) ALGORITHM=INPLACE LOCK=NONE;

-- case: my-missing-algorithm-lock good
CREATE TABLE fresh (id BIGINT PRIMARY KEY, a INT);
CREATE INDEX fresh_a ON fresh (a);

-- case: my-missing-algorithm-lock good
ALTER TABLE orders DROP PARTITION p2019;

-- case: my-lock-shared-exclusive bad severity=blocker fix
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, placed DATETIME NOT NULL);
ALTER TABLE orders ADD INDEX orders_placed (placed), ALGORITHM=INPLACE, LOCK=SHARED;

-- case: my-lock-shared-exclusive bad
CREATE INDEX orders_placed ON orders (placed) LOCK = EXCLUSIVE;

-- case: my-lock-shared-exclusive bad
DROP INDEX orders_placed ON orders LOCK=EXCLUSIVE;

-- case: my-lock-shared-exclusive good
ALTER TABLE orders ADD INDEX orders_placed (placed), ALGORITHM=INPLACE, LOCK=NONE;

-- case: my-lock-shared-exclusive good
ALTER TABLE orders ADD INDEX orders_placed (placed), LOCK=DEFAULT;

-- case: my-metadata-lock bad fix
ALTER TABLE orders ADD COLUMN note TEXT, ALGORITHM=INSTANT;

-- case: my-metadata-lock bad
RENAME TABLE orders TO purchases;

-- case: my-metadata-lock bad
DROP TABLE orders;

-- case: my-metadata-lock bad
TRUNCATE TABLE orders;

-- case: my-metadata-lock bad
CREATE TRIGGER orders_sync BEFORE INSERT ON orders FOR EACH ROW SET NEW.total_new = NEW.total;

-- case: my-metadata-lock good
SET SESSION lock_wait_timeout = 2;
ALTER TABLE orders ADD COLUMN note TEXT, ALGORITHM=INSTANT;

-- case: my-metadata-lock good
CREATE TABLE fresh (id BIGINT PRIMARY KEY);
ALTER TABLE fresh ADD COLUMN a INT;
DROP TABLE fresh;
