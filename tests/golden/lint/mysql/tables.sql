-- also: mariadb
-- Storage, partitions, names and data.

-- case: my-engine-or-row-format bad severity=blocker
ALTER TABLE users ENGINE=InnoDB;

-- case: my-engine-or-row-format bad
ALTER TABLE users ROW_FORMAT=DYNAMIC;

-- case: my-engine-or-row-format bad
ALTER TABLE users FORCE;

-- case: my-engine-or-row-format bad
OPTIMIZE TABLE users;

-- case: my-engine-or-row-format good
ALTER TABLE users COMMENT='people';

-- case: my-engine-or-row-format good
CREATE TABLE fresh (id BIGINT PRIMARY KEY) ENGINE=InnoDB;

-- case: my-partitioning-change bad severity=blocker
ALTER TABLE events PARTITION BY HASH (id) PARTITIONS 4;

-- case: my-partitioning-change bad
ALTER TABLE events REMOVE PARTITIONING;

-- case: my-partitioning-change bad
ALTER TABLE events COALESCE PARTITION 2;

-- case: my-partitioning-change bad
ALTER TABLE events REORGANIZE PARTITION p0 INTO (PARTITION p1 VALUES LESS THAN (10), PARTITION p2 VALUES LESS THAN (20));

-- case: my-partitioning-change good
ALTER TABLE events DROP PARTITION p2019;

-- case: my-partitioning-change good
ALTER TABLE events ADD PARTITION (PARTITION p2027 VALUES LESS THAN (2028));

-- case: my-rename-table-not-atomic bad severity=risk fix
RENAME TABLE users TO users_old;
RENAME TABLE users_new TO users;

-- case: my-rename-table-not-atomic bad fix
ALTER TABLE users RENAME TO users_old;
ALTER TABLE users_new RENAME TO users;

-- case: my-rename-table-not-atomic good
RENAME TABLE users TO users_old, users_new TO users;

-- case: my-rename-table-not-atomic good
RENAME TABLE users TO people;
RENAME TABLE orders TO purchases;

-- case: my-zero-date-sql-mode bad severity=risk
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';

-- case: my-zero-date-sql-mode bad
CREATE TABLE visits (id BIGINT PRIMARY KEY, seen DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00');

-- case: my-zero-date-sql-mode good
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE';

-- case: my-zero-date-sql-mode good
SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES');

-- case: my-zero-date-sql-mode good
CREATE TABLE visits (id BIGINT PRIMARY KEY, seen DATETIME NULL);

-- case: my-sbr-unsafe bad severity=risk
SET SESSION binlog_format = 'STATEMENT';
UPDATE users SET token = UUID() WHERE id < 1000;

-- case: my-sbr-unsafe bad
-- live: setting binlog_format STATEMENT
DELETE FROM sessions LIMIT 1000;

-- case: my-sbr-unsafe bad
-- live: setting binlog_format STATEMENT
ALTER TABLE users ADD COLUMN number BIGINT NOT NULL AUTO_INCREMENT UNIQUE;

-- case: my-sbr-unsafe good
-- live: setting binlog_format ROW
UPDATE users SET token = UUID() WHERE id < 1000;

-- case: my-sbr-unsafe good
-- live: setting binlog_format STATEMENT
DELETE FROM sessions ORDER BY id LIMIT 1000;

-- case: my-insert-select-locks bad severity=risk
INSERT INTO orders_archive SELECT * FROM orders;

-- case: my-insert-select-locks bad
CREATE TABLE orders_copy AS SELECT * FROM orders;

-- case: my-insert-select-locks good
INSERT INTO orders (id, amount) VALUES (1, 2);

-- case: my-insert-select-locks good
SET SESSION transaction_isolation = 'READ-COMMITTED';
INSERT INTO orders_archive SELECT * FROM orders;
