-- What only MariaDB does with a column, and from which version on.

-- case: my-varchar-extend bad version=10.4 severity=note
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(20) CHARACTER SET utf8mb4 NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(200) CHARACTER SET utf8mb4 NOT NULL;

-- case: my-nullability-change good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL DEFAULT '');
ALTER TABLE users MODIFY name VARCHAR(100) NOT NULL DEFAULT 'x';

-- case: my-add-column-not-last good version=10.6
ALTER TABLE users ADD COLUMN note VARCHAR(100) AFTER name;

-- case: my-add-column-not-last bad version=10.6
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100), upper_name VARCHAR(100) AS (UPPER(name)) VIRTUAL);
ALTER TABLE users ADD COLUMN note VARCHAR(100) AFTER id;

-- case: my-add-column-instant-limits bad version=10.6
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100)) ROW_FORMAT=COMPRESSED;
ALTER TABLE users ADD COLUMN note VARCHAR(100);

-- case: my-add-column-instant-limits good version=10.6
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100));
ALTER TABLE users ADD COLUMN note VARCHAR(100);

-- case: my-drop-column-instant bad version=10.4 severity=note
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100));
ALTER TABLE users DROP COLUMN name;

-- case: my-implicit-default bad severity=risk
ALTER TABLE users ADD COLUMN born DATE NOT NULL;

-- case: my-inline-references-ignored bad version=10.4
CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id BIGINT REFERENCES users (id));

-- case: my-inline-references-ignored good version=10.5
CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id BIGINT REFERENCES users (id));

-- case: my-convert-charset good version=10.6
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(20) CHARACTER SET utf8mb3 NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(20) CHARACTER SET utf8mb4 NOT NULL;

-- case: my-metadata-lock good
ALTER TABLE orders WAIT 2 ADD COLUMN note TEXT, ALGORITHM=INSTANT;

-- case: my-metadata-lock good
ALTER TABLE orders NOWAIT ADD COLUMN note TEXT, ALGORITHM=INSTANT;

-- case: my-alter-copy good
ALTER TABLE users ADD COLUMN IF NOT EXISTS note VARCHAR(100) AFTER name, ALGORITHM=INSTANT;

-- case: my-add-check good
ALTER TABLE users ADD COLUMN age INT CHECK (age > 0);
