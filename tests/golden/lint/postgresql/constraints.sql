Constraints on tables with rows: added, validated, dropped.

-- case: pg-add-check-validated bad stages severity=blocker
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0);

-- case: pg-add-check-validated bad stages
ALTER TABLE users ADD CHECK (age > 0);

-- case: pg-add-check-validated good
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0) NOT VALID;

-- case: pg-add-check-validated good
CREATE TABLE users (age int);
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0);

-- case: pg-add-foreign-key-validated bad stages
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);

-- case: pg-add-foreign-key-validated bad stages
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users;

-- case: pg-add-foreign-key-validated bad no-fix version=17
-- given: CREATE TABLE orders (user_id bigint, at date) PARTITION BY RANGE (at);
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);

-- case: pg-add-foreign-key-validated good
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: pg-add-unique-constraint bad stages
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);

-- case: pg-add-unique-constraint bad stages
ALTER TABLE "Users" ADD UNIQUE ("E-mail", name);

-- case: pg-add-unique-constraint good
CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;

-- case: pg-add-primary-key bad
ALTER TABLE users ADD PRIMARY KEY (id);

-- case: pg-add-primary-key bad stages
-- given: CREATE TABLE users (id bigint NOT NULL);
ALTER TABLE users ADD PRIMARY KEY (id);

-- case: pg-add-primary-key good
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_id;

-- case: pg-add-primary-key-using-index-nullable bad
-- given: CREATE TABLE users (id bigint);
-- given: CREATE UNIQUE INDEX users_id ON users (id);
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_id;

-- case: pg-add-primary-key-using-index-nullable bad
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_id;

-- case: pg-add-primary-key-using-index-nullable good
-- given: CREATE TABLE users (id bigint NOT NULL);
-- given: CREATE UNIQUE INDEX users_id ON users (id);
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_id;

-- case: pg-add-exclusion-constraint bad
ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);

-- case: pg-add-exclusion-constraint good
CREATE TABLE bookings (room int, during tsrange);
ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);

-- case: pg-constraint-using-index bad
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email;

-- case: pg-constraint-using-index good
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);

-- case: pg-validate-in-same-transaction bad severity=blocker
BEGIN;
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT age_check;
COMMIT;

-- case: pg-validate-in-same-transaction bad transaction
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0) NOT VALID;
ALTER TABLE public.users VALIDATE CONSTRAINT age_check;

-- case: pg-validate-in-same-transaction bad
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0) NOT VALID, VALIDATE CONSTRAINT age_check;

-- case: pg-validate-in-same-transaction good
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT age_check;

-- case: pg-validate-in-same-transaction good
BEGIN;
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0) NOT VALID;
COMMIT;
BEGIN;
ALTER TABLE users VALIDATE CONSTRAINT age_check;
COMMIT;

-- case: pg-validate-constraint bad severity=note
ALTER TABLE users VALIDATE CONSTRAINT age_check;

-- case: pg-validate-constraint good
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0) NOT VALID;

-- case: pg-fk-not-valid-lock bad
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: pg-fk-not-valid-lock good
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: pg-not-valid-never-validated bad severity=note
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0) NOT VALID;

-- case: pg-not-valid-never-validated good
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT age_check;

-- case: pg-not-valid-never-validated good stage=expand
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0) NOT VALID;

-- case: pg-set-not-null bad stages severity=blocker
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: pg-set-not-null bad stages version=18
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: pg-set-not-null bad version=11 no-fix
ALTER TABLE users ADD CONSTRAINT email_set CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT email_set;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: pg-set-not-null good version=12
ALTER TABLE users ADD CONSTRAINT email_set CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT email_set;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: pg-set-not-null good
-- given: CREATE TABLE users (id bigint, email text, CONSTRAINT email_set CHECK (email IS NOT NULL));
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: pg-set-not-null bad
ALTER TABLE users ADD CONSTRAINT email_set CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: pg-set-not-null bad severity=note rows=500
-- given: CREATE TABLE users (id bigint, email text);
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: set-not-null-data-dependent bad severity=risk
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: set-not-null-data-dependent bad severity=blocker stage=expand
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: set-not-null-data-dependent good stage=contract
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: set-not-null-data-dependent good
UPDATE users SET email = '' WHERE email IS NULL;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: drop-not-null bad
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;

-- case: drop-not-null good
ALTER TABLE users ADD COLUMN email text NOT NULL DEFAULT '';
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;

-- case: drop-constraint bad
ALTER TABLE users DROP CONSTRAINT age_check;

-- case: drop-constraint good stage=contract
ALTER TABLE users DROP CONSTRAINT age_check;

-- case: drop-constraint good
ALTER TABLE users ADD CONSTRAINT email_set CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT email_set;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT email_set;

-- case: add-unique-data-dependent bad severity=risk
CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);

-- case: add-unique-data-dependent bad severity=blocker stage=expand
CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);

-- case: add-unique-data-dependent bad
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);

-- case: add-unique-data-dependent good stage=expand
ALTER TABLE users ADD COLUMN email text;
CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);

-- case: add-unique-data-dependent good
CREATE INDEX CONCURRENTLY users_email ON users (email);

-- case: pg-add-check-validated bad stages
ALTER TABLE users ADD COLUMN age int;
ALTER TABLE users ADD CONSTRAINT age_check CHECK (age > 0);

-- case: pg-add-unique-constraint bad stages
ALTER TABLE users ADD COLUMN slug text;
ALTER TABLE users ADD CONSTRAINT users_slug_key UNIQUE (slug);
