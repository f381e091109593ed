-- What only MySQL does with a column, and from which version on.

-- case: my-varchar-extend bad severity=blocker stages
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(60) CHARACTER SET utf8mb4 NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(64) CHARACTER SET utf8mb4 NOT NULL;

-- case: my-varchar-extend bad severity=blocker
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(255) CHARACTER SET latin1 NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(256) CHARACTER SET latin1 NOT NULL;

-- case: my-varchar-extend bad severity=note
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(60) CHARACTER SET utf8mb4 NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(63) CHARACTER SET utf8mb4 NOT NULL;

-- case: my-nullability-change bad severity=risk
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(100) NULL;

-- case: my-add-column-not-last bad version=8.0.28 severity=risk
ALTER TABLE users ADD COLUMN note VARCHAR(100) AFTER name;

-- case: my-add-column-not-last bad version=8.0.12
ALTER TABLE users ADD COLUMN note VARCHAR(100) FIRST;

-- case: my-add-column-not-last good version=8.0.29
ALTER TABLE users ADD COLUMN note VARCHAR(100) AFTER name;

-- case: my-add-column-not-last good version=8.0.28
ALTER TABLE users ADD COLUMN note VARCHAR(100);

-- case: my-add-column-not-last good version=5.7.44
ALTER TABLE users ADD COLUMN note VARCHAR(100) AFTER name;

-- case: my-add-column-instant-limits bad version=8.0.11 severity=risk
ALTER TABLE users ADD COLUMN note VARCHAR(100);

-- case: my-add-column-instant-limits good version=8.0.12
ALTER TABLE users ADD COLUMN note VARCHAR(100);

-- case: my-add-column-instant-limits bad version=8.4
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100)) ROW_FORMAT=COMPRESSED;
ALTER TABLE users ADD COLUMN note VARCHAR(100);

-- case: my-add-column-instant-limits bad version=8.4
-- given: CREATE TABLE posts (id BIGINT PRIMARY KEY, body TEXT, FULLTEXT KEY posts_body (body));
ALTER TABLE posts ADD COLUMN note VARCHAR(100);

-- case: my-add-column-instant-limits bad version=8.4
-- given: CREATE TABLE posts (id BIGINT PRIMARY KEY, a INT, body TEXT, FULLTEXT KEY posts_body (body));
ALTER TABLE posts DROP COLUMN a;

-- case: my-add-column-instant-limits good version=8.4
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100));
ALTER TABLE users ADD COLUMN note VARCHAR(100);

-- case: my-drop-column-instant bad version=8.0.29 severity=note
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100));
ALTER TABLE users DROP COLUMN name;

-- case: my-drop-column-instant bad version=8.0.28 severity=risk
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100));
ALTER TABLE users DROP COLUMN name;

-- case: my-implicit-default bad severity=blocker
ALTER TABLE users ADD COLUMN born DATE NOT NULL;

-- case: my-inline-references-ignored bad version=8.4 severity=risk
CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id BIGINT REFERENCES users (id));

-- case: my-inline-references-ignored bad version=8.4
ALTER TABLE orders ADD COLUMN user_id BIGINT REFERENCES users (id);

-- case: my-inline-references-ignored good version=9.0
CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id BIGINT REFERENCES users (id));

-- case: my-inline-references-ignored good version=8.4
CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id BIGINT, FOREIGN KEY (user_id) REFERENCES users (id));

-- case: my-add-check good version=8.0.15
ALTER TABLE orders ADD CHECK (amount > 0);

-- case: my-add-check bad version=8.0.16
ALTER TABLE orders ADD CHECK (amount > 0);

-- case: my-add-check good version=8.4
ALTER TABLE orders ADD CONSTRAINT orders_amount CHECK (amount > 0) NOT ENFORCED;

-- case: my-create-index-if-not-exists bad
ALTER TABLE users ADD COLUMN IF NOT EXISTS note VARCHAR(100);

-- case: my-create-index-if-not-exists bad
CREATE INDEX IF NOT EXISTS users_name ON users (name);

-- case: my-create-index-if-not-exists bad
ALTER TABLE users DROP COLUMN IF EXISTS note;

-- case: my-create-index-if-not-exists good
ALTER TABLE users ADD COLUMN note VARCHAR(100);

-- case: my-create-index-if-not-exists good
CREATE TABLE IF NOT EXISTS users (id BIGINT PRIMARY KEY);
DROP TABLE IF EXISTS old_users;

-- case: my-add-check bad severity=blocker
ALTER TABLE users ADD COLUMN age INT CHECK (age > 0);

-- case: my-add-check good version=8.0.15
ALTER TABLE users ADD COLUMN age INT CHECK (age > 0);

-- case: my-add-check good version=8.0.15
ALTER TABLE users ADD CONSTRAINT age_positive CHECK (age > 0);

-- case: my-add-column-instant-limits good
ALTER TABLE users ADD COLUMN age INT CHECK (age > 0);
