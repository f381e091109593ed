-- What SQLite's ALTER TABLE can't do.

-- case: sqlite-unsupported-alter bad severity=blocker stages
ALTER TABLE users ALTER COLUMN age TYPE bigint;

-- case: sqlite-unsupported-alter bad
ALTER TABLE users MODIFY COLUMN age bigint NOT NULL;

-- case: sqlite-unsupported-alter bad
ALTER TABLE users ALTER COLUMN age SET DEFAULT 0;

-- case: sqlite-unsupported-alter bad version=3.52
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0);

-- case: sqlite-unsupported-alter good version=3.53
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0);

-- case: sqlite-unsupported-alter bad version=3.53
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id);

-- case: sqlite-unsupported-alter bad version=3.52
ALTER TABLE users ALTER COLUMN age SET NOT NULL;

-- case: sqlite-unsupported-alter good version=3.53
ALTER TABLE users ALTER COLUMN age SET NOT NULL;

-- case: sqlite-unsupported-alter bad
ALTER TABLE users ADD COLUMN a int, ADD COLUMN b int;

-- case: sqlite-unsupported-alter bad
ALTER TABLE users ADD COLUMN IF NOT EXISTS a int;

-- case: sqlite-unsupported-alter bad
CREATE INDEX CONCURRENTLY users_name ON users (name);

-- case: sqlite-unsupported-alter bad
TRUNCATE TABLE users;

-- case: sqlite-unsupported-alter good
ALTER TABLE users ADD COLUMN a int;
ALTER TABLE users RENAME COLUMN a TO b;
ALTER TABLE users DROP COLUMN b;
ALTER TABLE users RENAME TO people;

-- case: sqlite-rename-column-version bad version=3.24 severity=blocker stages
ALTER TABLE users RENAME COLUMN name TO display_name;

-- case: sqlite-rename-column-version good version=3.25
ALTER TABLE users RENAME COLUMN name TO display_name;

-- case: sqlite-drop-column-version bad version=3.34 severity=blocker stages
ALTER TABLE users DROP COLUMN name;

-- case: sqlite-drop-column-version good version=3.35
ALTER TABLE users DROP COLUMN name;

-- case: sqlite-drop-column-refused bad severity=blocker stages
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
-- given: CREATE INDEX users_name ON users (name);
ALTER TABLE users DROP COLUMN name;

-- case: sqlite-drop-column-refused bad severity=blocker
-- given: CREATE TABLE users (id integer PRIMARY KEY, email text UNIQUE);
ALTER TABLE users DROP COLUMN email;

-- case: sqlite-drop-column-refused bad severity=blocker
-- given: CREATE TABLE users (id integer PRIMARY KEY, a int, b int, CHECK (a < b));
ALTER TABLE users DROP COLUMN a;

-- case: sqlite-drop-column-refused bad severity=blocker
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
ALTER TABLE users DROP COLUMN id;

-- case: sqlite-drop-column-refused bad severity=risk
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
-- given: CREATE VIEW named_users AS SELECT id FROM users WHERE name IS NOT NULL;
ALTER TABLE users DROP COLUMN name;

-- case: sqlite-drop-column-refused good
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text, nick text);
-- given: CREATE INDEX users_name ON users (name);
ALTER TABLE users DROP COLUMN nick;

-- case: sqlite-drop-column-refused good
-- given: CREATE TABLE users (id integer PRIMARY KEY, name text);
-- given: CREATE INDEX users_name ON users (name);
DROP INDEX users_name;
ALTER TABLE users DROP COLUMN name;

-- case: sqlite-add-column-limits bad severity=blocker stages
ALTER TABLE users ADD COLUMN number int PRIMARY KEY;

-- case: sqlite-add-column-limits bad
ALTER TABLE users ADD COLUMN email text UNIQUE;

-- case: sqlite-add-column-limits bad
ALTER TABLE users ADD COLUMN full_name text AS (first_name || last_name) STORED;

-- case: sqlite-add-column-limits bad
ALTER TABLE users ADD COLUMN age int NOT NULL;

-- case: sqlite-add-column-limits bad
ALTER TABLE users ADD COLUMN seen text DEFAULT CURRENT_TIMESTAMP;

-- case: sqlite-add-column-limits bad
ALTER TABLE users ADD COLUMN age int DEFAULT (1 + 1);

-- case: sqlite-add-column-limits bad
PRAGMA foreign_keys = ON;
ALTER TABLE users ADD COLUMN team_id int DEFAULT 1 REFERENCES teams (id);

-- case: sqlite-add-column-limits bad
CREATE TABLE fresh (id integer PRIMARY KEY);
ALTER TABLE fresh ADD COLUMN email text UNIQUE;

-- case: sqlite-add-column-limits good
ALTER TABLE users ADD COLUMN team_id int DEFAULT 1 REFERENCES teams (id);

-- case: sqlite-add-column-limits good
ALTER TABLE users ADD COLUMN age int NOT NULL DEFAULT 0;

-- case: sqlite-add-column-limits good
ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT TRUE;

-- case: sqlite-add-column-limits good
ALTER TABLE users ADD COLUMN delta int NOT NULL DEFAULT -1;

-- case: sqlite-add-column-limits good
ALTER TABLE users ADD COLUMN full_name text AS (first_name || last_name) VIRTUAL;

-- case: sqlite-add-column-limits good
CREATE TABLE fresh (id integer PRIMARY KEY);
ALTER TABLE fresh ADD COLUMN age int NOT NULL;

-- case: sqlite-rename-legacy bad version=3.25 severity=risk
ALTER TABLE users RENAME TO people;

-- case: sqlite-rename-legacy bad version=3.40
PRAGMA legacy_alter_table = ON;
ALTER TABLE users RENAME TO people;

-- case: sqlite-rename-legacy good version=3.26
ALTER TABLE users RENAME TO people;
