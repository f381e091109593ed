ALTER COLUMN … TYPE, domains and enums.

-- case: pg-change-column-type bad severity=blocker stages
ALTER TABLE users ALTER COLUMN id TYPE bigint;

-- case: pg-change-column-type bad severity=blocker
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
ALTER TABLE users ALTER COLUMN id TYPE bigint;

-- case: pg-change-column-type bad
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
ALTER TABLE users ALTER COLUMN id TYPE bigint USING id::bigint;

-- case: pg-change-column-type bad
-- given: CREATE TABLE users (data json);
ALTER TABLE users ALTER COLUMN data TYPE jsonb;

-- case: pg-change-column-type bad severity=risk
ALTER TABLE users ALTER COLUMN name TYPE text;

-- case: pg-change-column-type good
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
ALTER TABLE users ALTER COLUMN name TYPE varchar(100);

-- case: pg-change-column-type good
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
ALTER TABLE users ALTER COLUMN name TYPE text;

-- case: pg-change-column-type good
-- given: CREATE TABLE prices (amount numeric(10,2));
ALTER TABLE prices ALTER COLUMN amount TYPE numeric(12,2);

-- case: pg-change-column-type good
CREATE TABLE users (id int PRIMARY KEY);
ALTER TABLE users ALTER COLUMN id TYPE bigint;

-- case: pg-change-column-type bad severity=note rows=500
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
ALTER TABLE users ALTER COLUMN id TYPE bigint;

-- case: pg-change-type-reindex bad
-- given: CREATE TABLE users (id int PRIMARY KEY, email text);
-- given: CREATE INDEX users_email ON users (email);
ALTER TABLE users ALTER COLUMN email TYPE citext;

-- case: pg-change-type-reindex good
-- given: CREATE TABLE users (id int PRIMARY KEY, email text);
ALTER TABLE users ALTER COLUMN email TYPE citext;

-- case: pg-change-type-recheck bad
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50), CHECK (name <> ''));
ALTER TABLE users ALTER COLUMN name TYPE varchar(100);

-- case: pg-change-type-recheck good
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
ALTER TABLE users ALTER COLUMN name TYPE varchar(100);

-- case: pg-change-type-timezone bad
-- given: CREATE TABLE events (at timestamp);
ALTER TABLE events ALTER COLUMN at TYPE timestamptz;

-- case: pg-change-type-timezone bad version=11
-- given: CREATE TABLE events (at timestamp);
SET timezone = 'UTC';
ALTER TABLE events ALTER COLUMN at TYPE timestamptz;

-- case: pg-change-type-timezone good version=12
-- given: CREATE TABLE events (at timestamp);
SET timezone = 'UTC';
ALTER TABLE events ALTER COLUMN at TYPE timestamptz;

-- case: pg-change-type-using bad
ALTER TABLE users ALTER COLUMN age TYPE int USING age::int + 1;

-- case: pg-change-type-using good
ALTER TABLE users ALTER COLUMN age TYPE int USING age::int;

-- case: pg-change-type-dependent-view bad
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
-- given: CREATE VIEW names AS SELECT name FROM users;
ALTER TABLE users ALTER COLUMN name TYPE text;

-- case: pg-change-type-dependent-view good
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
ALTER TABLE users ALTER COLUMN name TYPE text;

-- case: pg-narrow-type-data-loss bad severity=blocker
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
ALTER TABLE users ALTER COLUMN id TYPE int;

-- case: pg-narrow-type-data-loss bad
-- given: CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
ALTER TABLE users ALTER COLUMN name TYPE varchar(20);

-- case: pg-narrow-type-data-loss bad
-- given: CREATE TABLE prices (amount numeric(10,4));
ALTER TABLE prices ALTER COLUMN amount TYPE numeric(10,2);

-- case: pg-narrow-type-data-loss bad
-- given: CREATE TABLE events (at timestamptz);
ALTER TABLE events ALTER COLUMN at TYPE timestamptz(0);

-- case: pg-narrow-type-data-loss good
-- given: CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
ALTER TABLE users ALTER COLUMN id TYPE bigint, ALTER COLUMN name TYPE varchar(60);

-- case: pg-alter-domain-constraint bad
ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%');

-- case: pg-alter-domain-constraint good
ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;

-- case: pg-create-domain-constraint bad
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');

-- case: pg-create-domain-constraint good
CREATE DOMAIN email AS text;

-- case: rename-enum-value bad
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';

-- case: rename-enum-value good
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';

-- case: rename-enum-value good stage=contract
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';

-- case: enum-value-order bad
ALTER TYPE mood ADD VALUE 'happy';

-- case: enum-value-order good
ALTER TYPE mood ADD VALUE 'happy' AFTER 'ok';

-- case: enum-value-use-in-transaction bad
BEGIN;
ALTER TYPE mood ADD VALUE 'happy' AFTER 'ok';
UPDATE people SET mood = 'happy' WHERE id = 1;
COMMIT;

-- case: enum-value-use-in-transaction bad version=11 transaction
ALTER TYPE mood ADD VALUE 'happy' AFTER 'ok';

-- case: enum-value-use-in-transaction good version=12 transaction
ALTER TYPE mood ADD VALUE 'happy' AFTER 'ok';

-- case: enum-value-use-in-transaction good
ALTER TYPE mood ADD VALUE 'happy' AFTER 'ok';
UPDATE people SET mood = 'happy' WHERE id = 1;

-- case: enum-value-use-in-transaction good
BEGIN;
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TYPE mood ADD VALUE 'happy' AFTER 'ok';
ALTER TABLE people ADD COLUMN mood mood DEFAULT 'happy';
COMMIT;

-- case: enum-remove-value bad
CREATE TYPE mood_new AS ENUM ('sad', 'ok');
ALTER TABLE people ALTER COLUMN mood TYPE mood_new USING mood::text::mood_new;

-- case: enum-remove-value good
CREATE TYPE mood_new AS ENUM ('sad', 'ok');
ALTER TABLE people ADD COLUMN mood_new mood_new;

-- case: create-enum bad
CREATE TYPE mood AS ENUM ('sad', 'ok');

-- case: create-enum good
CREATE TABLE moods (name text PRIMARY KEY);

-- case: generated-column-change bad version=17
ALTER TABLE users ALTER COLUMN full_name SET EXPRESSION AS (first_name || ' ' || last_name);

-- case: generated-column-change good version=17
ALTER TABLE users ALTER COLUMN full_name DROP EXPRESSION;

-- case: prefer-bigint bad
CREATE TABLE t (id serial PRIMARY KEY);

-- case: prefer-bigint good
CREATE TABLE t (id bigserial PRIMARY KEY);

-- case: prefer-bigint-over-smallint bad
ALTER TABLE t ADD COLUMN n smallint;

-- case: prefer-bigint-over-smallint good
ALTER TABLE t ADD COLUMN n bigint;

-- case: prefer-identity bad
CREATE TABLE t (id bigserial PRIMARY KEY);

-- case: prefer-identity good
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);

-- case: prefer-identity good version=9.6
CREATE TABLE t (id bigserial PRIMARY KEY);

-- case: prefer-text bad
ALTER TABLE t ADD COLUMN name varchar(50);

-- case: prefer-text good
ALTER TABLE t ADD COLUMN name text, ADD COLUMN other varchar;

-- case: ban-char bad
CREATE TABLE t (id bigint PRIMARY KEY, code char(3));

-- case: ban-char good
CREATE TABLE t (id bigint PRIMARY KEY, code varchar(3));

-- case: prefer-timestamptz bad
CREATE TABLE t (id bigint PRIMARY KEY, at timestamp);

-- case: prefer-timestamptz good
CREATE TABLE t (id bigint PRIMARY KEY, at timestamp with time zone);

-- case: prefer-jsonb bad severity=risk
ALTER TABLE t ADD COLUMN data json;

-- case: prefer-jsonb good
ALTER TABLE t ADD COLUMN data jsonb;
