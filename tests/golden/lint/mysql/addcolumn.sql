-- also: mariadb
-- New columns, as both servers see them.

-- case: my-add-column-expression-default bad severity=blocker stages
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100));
ALTER TABLE users ADD COLUMN token CHAR(36) DEFAULT (UUID());

-- case: my-add-column-expression-default bad
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100));
ALTER TABLE users ADD COLUMN luck DOUBLE DEFAULT (RAND());

-- case: my-add-column-expression-default good
ALTER TABLE users ADD COLUMN score INT NOT NULL DEFAULT 3;

-- case: my-add-column-expression-default good
ALTER TABLE users ADD COLUMN seen DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- case: my-add-column-expression-default good
CREATE TABLE fresh (id BIGINT PRIMARY KEY);
ALTER TABLE fresh ADD COLUMN token CHAR(36) DEFAULT (UUID());

-- case: my-add-stored-generated bad severity=blocker
ALTER TABLE users ADD COLUMN full_name VARCHAR(200) AS (CONCAT(first_name, ' ', last_name)) STORED;

-- case: my-add-stored-generated good
ALTER TABLE users ADD COLUMN full_name VARCHAR(200) AS (CONCAT(first_name, ' ', last_name)) VIRTUAL;

-- case: my-add-auto-increment bad severity=blocker
ALTER TABLE users ADD COLUMN number BIGINT NOT NULL AUTO_INCREMENT UNIQUE;

-- case: my-add-auto-increment good
ALTER TABLE users ADD COLUMN number BIGINT NULL;

-- case: my-implicit-default bad severity=risk
ALTER TABLE users ADD COLUMN score INT NOT NULL;

-- case: my-implicit-default bad
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';
ALTER TABLE users MODIFY name VARCHAR(100) NOT NULL;

-- case: my-implicit-default good
ALTER TABLE users ADD COLUMN score INT NOT NULL DEFAULT 0;

-- case: my-implicit-default good
ALTER TABLE users ADD COLUMN score INT NULL;

-- case: my-implicit-default good
ALTER TABLE users ADD COLUMN doubled INT AS (score * 2) VIRTUAL NOT NULL;

-- case: my-drop-column-instant good
ALTER TABLE users DROP INDEX users_name;

-- case: my-drop-column-instant good
CREATE TABLE fresh (id BIGINT PRIMARY KEY, a INT);
ALTER TABLE fresh DROP COLUMN a;
