-- Tables that the statements of the SQLite oracle are about; a new database for each statement.

CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    a INT,
    b INT NOT NULL DEFAULT 7,
    name TEXT,
    short TEXT UNIQUE,
    ref INT REFERENCES parent (id),
    checked INT CHECK (checked > 0),
    pair INT,
    seen INT,
    total INT GENERATED ALWAYS AS (a + 1) VIRTUAL,
    CHECK (pair <> 5)
);
CREATE INDEX t_name ON t (name);
CREATE INDEX t_part ON t (b) WHERE seen > 0;
CREATE TABLE parent (id INTEGER PRIMARY KEY, code INT UNIQUE, name TEXT);
CREATE TABLE child (
    id INTEGER PRIMARY KEY,
    parent_id INT,
    note TEXT,
    FOREIGN KEY (parent_id) REFERENCES parent (id)
);
CREATE TABLE wr (k TEXT, v TEXT, w TEXT, PRIMARY KEY (k, v)) WITHOUT ROWID;
CREATE TABLE strict (id INTEGER PRIMARY KEY, n INT) STRICT;
CREATE TABLE plain (a INT, b INT, c TEXT);
CREATE TABLE triggered (id INTEGER PRIMARY KEY, a INT, b INT);
CREATE TABLE log (a INT, b INT);
CREATE TRIGGER note AFTER UPDATE ON triggered BEGIN INSERT INTO log VALUES (old.a, new.a); END;
CREATE TABLE viewed (id INTEGER PRIMARY KEY, a INT, b INT);
CREATE VIEW looking AS SELECT a FROM viewed;

INSERT INTO parent VALUES (1, 1, 'p');
INSERT INTO t (id, a, b, name, short, ref, checked, pair, seen) VALUES (1, 1, 1, 'n', 's', 1, 1, 1, 1);
INSERT INTO child VALUES (1, 1, 'n');
INSERT INTO wr VALUES ('k', 'v', 'w');
INSERT INTO strict VALUES (1, 1);
INSERT INTO plain VALUES (1, 1, 'c');
INSERT INTO triggered VALUES (1, 1, 1);
INSERT INTO viewed VALUES (1, 1, 1);
