Locks on the table at the other end, and what a foreign key needs.

-- case: pg-drop-fk-locks-parent bad
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;

-- case: pg-drop-fk-locks-parent bad
-- given: CREATE TABLE users (id bigint PRIMARY KEY);
-- given: CREATE TABLE orders (user_id bigint REFERENCES users (id));
ALTER TABLE orders DROP COLUMN user_id;

-- case: pg-drop-fk-locks-parent bad
-- given: CREATE TABLE users (id bigint PRIMARY KEY);
-- given: CREATE TABLE orders (user_id bigint REFERENCES users (id));
DROP TABLE orders;

-- case: pg-drop-fk-locks-parent good
-- given: CREATE TABLE users (id bigint PRIMARY KEY);
-- given: CREATE TABLE orders (user_id bigint REFERENCES users (id), note text);
ALTER TABLE orders DROP COLUMN note;

-- case: pg-drop-fk-locks-parent good
ALTER TABLE users DROP CONSTRAINT age_check;

-- case: pg-multiple-fk-one-transaction bad
BEGIN;
ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT b FOREIGN KEY (shop_id) REFERENCES shops (id) NOT VALID;
COMMIT;

-- case: pg-multiple-fk-one-transaction bad
ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID,
    ADD CONSTRAINT b FOREIGN KEY (shop_id) REFERENCES shops (id) NOT VALID;

-- case: pg-multiple-fk-one-transaction good
ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT b FOREIGN KEY (shop_id) REFERENCES shops (id) NOT VALID;

-- case: pg-multiple-fk-one-transaction good
BEGIN;
ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT b FOREIGN KEY (buyer_id) REFERENCES users (id) NOT VALID;
COMMIT;

-- case: pg-create-table-fk-locks-parent bad severity=note
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));

-- case: pg-create-table-fk-locks-parent good
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));

-- case: pg-create-table-fk-locks-parent good
CREATE TABLE nodes (id bigint PRIMARY KEY, parent bigint REFERENCES nodes (id));

-- case: pg-fk-missing-index bad
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));

-- case: pg-fk-missing-index bad
-- given: CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- given: CREATE INDEX orders_open ON orders (user_id) WHERE id > 5;
ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: pg-fk-missing-index bad
ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id);

-- case: pg-fk-missing-index good
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE INDEX orders_user ON orders (user_id, id);

-- case: pg-fk-missing-index good
ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id);
CREATE INDEX CONCURRENTLY orders_user ON orders (user_id);

-- case: pg-fk-missing-index good
ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: pg-fk-type-mismatch bad
-- given: CREATE TABLE users (id bigserial PRIMARY KEY);
ALTER TABLE orders ADD COLUMN user_id integer REFERENCES users (id);

-- case: pg-fk-type-mismatch bad
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id int, FOREIGN KEY (user_id) REFERENCES users);

-- case: pg-fk-type-mismatch good
-- given: CREATE TABLE users (id bigserial PRIMARY KEY);
ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id);

-- case: on-delete-cascade bad
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE CASCADE);

-- case: on-delete-cascade bad
ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;

-- case: on-delete-cascade good
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE RESTRICT);

-- case: pg-fk-missing-index bad
ALTER TABLE orders ADD COLUMN user_id bigint;
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: pg-fk-missing-index good
ALTER TABLE orders ADD COLUMN user_id bigint;
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
CREATE INDEX CONCURRENTLY orders_user_id ON orders (user_id);
