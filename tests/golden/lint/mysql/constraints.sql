-- also: mariadb
-- Keys, checks and indexes.

-- case: my-add-foreign-key bad severity=blocker stages
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);

-- case: my-add-foreign-key bad
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;

-- case: my-add-foreign-key good
SET SESSION foreign_key_checks = 0;
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- case: my-add-foreign-key good
CREATE TABLE fresh (id BIGINT PRIMARY KEY, user_id BIGINT);
ALTER TABLE fresh ADD FOREIGN KEY (user_id) REFERENCES users (id);

-- case: my-foreign-key-checks-left-off bad severity=blocker fix
SET foreign_key_checks = 0;
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id), ALGORITHM=INPLACE;

-- case: my-foreign-key-checks-left-off bad
SET GLOBAL foreign_key_checks = OFF;

-- case: my-foreign-key-checks-left-off good
SET foreign_key_checks = 0;
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id), ALGORITHM=INPLACE;
SET foreign_key_checks = 1;

-- case: my-foreign-key-checks-left-off good
SET @OLD_CHECKS = @@foreign_key_checks;
SET foreign_key_checks = 0;
INSERT INTO users (id, name) VALUES (1, 'a');
SET foreign_key_checks = @OLD_CHECKS;

-- case: my-fk-blocks-online-tools bad severity=risk
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY);
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, amount INT NOT NULL, user_id BIGINT, FOREIGN KEY (user_id) REFERENCES users (id));
ALTER TABLE orders MODIFY amount BIGINT NOT NULL;

-- case: my-fk-blocks-online-tools good
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, amount INT NOT NULL);
ALTER TABLE orders MODIFY amount BIGINT NOT NULL;

-- case: my-fk-blocks-online-tools good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY);
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, amount INT NOT NULL, user_id BIGINT, FOREIGN KEY (user_id) REFERENCES users (id));
ALTER TABLE orders ADD COLUMN note VARCHAR(100);

-- case: my-add-check bad severity=blocker
ALTER TABLE orders ADD CONSTRAINT orders_amount CHECK (amount > 0);

-- case: my-fulltext-spatial-index bad severity=blocker
ALTER TABLE posts ADD FULLTEXT INDEX posts_body (body);

-- case: my-fulltext-spatial-index bad
CREATE SPATIAL INDEX places_where ON places (location);

-- case: my-fulltext-spatial-index good
ALTER TABLE posts ADD INDEX posts_author (author_id);

-- case: my-add-index bad severity=note
ALTER TABLE posts ADD INDEX posts_author (author_id), ALGORITHM=INPLACE, LOCK=NONE;

-- case: my-add-index bad
CREATE UNIQUE INDEX users_email ON users (email);

-- case: my-add-index good
CREATE TABLE fresh (id BIGINT PRIMARY KEY, a INT);
CREATE INDEX fresh_a ON fresh (a);

-- case: my-add-index good
ALTER TABLE posts ADD FULLTEXT INDEX posts_body (body);

-- case: my-primary-key-change bad severity=blocker
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, uid BIGINT NOT NULL);
ALTER TABLE users DROP PRIMARY KEY;

-- case: my-primary-key-change bad severity=risk
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, uid BIGINT NOT NULL);
ALTER TABLE users DROP PRIMARY KEY, ADD PRIMARY KEY (uid);

-- case: my-primary-key-change good
ALTER TABLE users ADD UNIQUE KEY users_uid (uid);

-- case: my-alter-copy good
ALTER TABLE orders ADD CONSTRAINT orders_positive CHECK (total > 0);

-- case: my-alter-copy bad off=my-add-foreign-key
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);

-- case: my-alter-copy good
SET foreign_key_checks = 0;
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);
SET foreign_key_checks = 1;

-- case: my-add-foreign-key bad
SET GLOBAL foreign_key_checks = 0;
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);

-- case: my-add-foreign-key good
SET foreign_key_checks = 0;
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id), ALGORITHM=INPLACE, LOCK=NONE;
SET foreign_key_checks = 1;
