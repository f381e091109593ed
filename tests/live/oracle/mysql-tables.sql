-- Tables that the statements of the MySQL and MariaDB oracles are about. One a line break and a semicolon; a table is
-- made anew before every attempt that could change it.

CREATE TABLE t (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    a INT,
    b INT NOT NULL DEFAULT 7,
    u INT UNSIGNED,
    name VARCHAR(50) NOT NULL,
    short VARCHAR(20),
    body VARCHAR(300),
    plain VARCHAR(40) CHARACTER SET latin1,
    wide VARCHAR(200) CHARACTER SET latin1,
    three VARCHAR(30) CHARACTER SET utf8mb3,
    code CHAR(10),
    txt TEXT,
    amount DECIMAL(10,2),
    ratio FLOAT,
    bits VARBINARY(16),
    at DATETIME,
    stamp TIMESTAMP NULL DEFAULT NULL,
    day DATE,
    kind ENUM('a','b','c') NOT NULL DEFAULT 'a',
    flags SET('x','y','z'),
    doc JSON,
    place POINT NOT NULL,
    KEY t_a (a),
    UNIQUE KEY t_short (short),
    KEY t_ab (a, b)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE virt (
    id INT NOT NULL PRIMARY KEY,
    a INT,
    b INT,
    v INT GENERATED ALWAYS AS (a + 1) VIRTUAL,
    w INT GENERATED ALWAYS AS (b + 1) VIRTUAL,
    KEY virt_w (w)
) ENGINE=InnoDB;

CREATE TABLE thin (
    id INT NOT NULL PRIMARY KEY,
    a INT,
    b INT,
    v INT GENERATED ALWAYS AS (a + 1) VIRTUAL,
    w INT GENERATED ALWAYS AS (b + 1) VIRTUAL
) ENGINE=InnoDB;

CREATE TABLE saved (
    id INT NOT NULL PRIMARY KEY,
    a INT,
    b INT,
    s INT GENERATED ALWAYS AS (a + 1) STORED,
    name VARCHAR(20)
) ENGINE=InnoDB;

CREATE TABLE words (
    id INT NOT NULL PRIMARY KEY,
    title VARCHAR(100),
    body TEXT,
    FULLTEXT KEY words_title (title)
) ENGINE=InnoDB;

CREATE TABLE packed (
    id INT NOT NULL PRIMARY KEY,
    a INT
) ENGINE=InnoDB ROW_FORMAT=COMPRESSED;

CREATE TABLE fixedrows (
    id INT NOT NULL PRIMARY KEY,
    a INT,
    name VARCHAR(20)
) ENGINE=InnoDB ROW_FORMAT=REDUNDANT;

CREATE TABLE parent (
    id INT NOT NULL PRIMARY KEY,
    code INT NOT NULL,
    name VARCHAR(20),
    UNIQUE KEY parent_code (code)
) ENGINE=InnoDB;

CREATE TABLE child (
    id INT NOT NULL PRIMARY KEY,
    parent_id INT,
    other_id INT,
    name VARCHAR(20),
    KEY child_other (other_id),
    CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id)
) ENGINE=InnoDB;

CREATE TABLE heir (
    id INT NOT NULL PRIMARY KEY,
    parent_id INT,
    code CHAR(10),
    CONSTRAINT heir_parent FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE
) ENGINE=InnoDB;

CREATE TABLE bare (
    a INT,
    b INT NOT NULL,
    c INT
) ENGINE=InnoDB;

CREATE TABLE checked (
    id INT NOT NULL PRIMARY KEY,
    a INT,
    CONSTRAINT checked_a CHECK (a > 0)
) ENGINE=InnoDB;

CREATE TABLE parts (
    id INT NOT NULL PRIMARY KEY,
    a INT,
    name VARCHAR(20)
) ENGINE=InnoDB
PARTITION BY RANGE (id) (
    PARTITION p0 VALUES LESS THAN (100),
    PARTITION p1 VALUES LESS THAN (200),
    PARTITION p2 VALUES LESS THAN (300)
);

CREATE TABLE hashed (
    id INT NOT NULL PRIMARY KEY,
    a INT
) ENGINE=InnoDB
PARTITION BY HASH (id) PARTITIONS 4;

CREATE TABLE swap (
    id INT NOT NULL PRIMARY KEY,
    a INT,
    name VARCHAR(20)
) ENGINE=InnoDB;

CREATE TABLE old (
    id INT NOT NULL PRIMARY KEY,
    a INT,
    name VARCHAR(20)
) ENGINE=MyISAM;

-- A row each: servers take short cuts with empty tables.

INSERT INTO t (a, name, short, body, plain, kind, place) VALUES (1, 'n', 's', 'b', 'p', 'a', ST_GeomFromText('POINT(1 1)'));
INSERT INTO virt (id, a, b) VALUES (1, 1, 1);
INSERT INTO thin (id, a, b) VALUES (1, 1, 1);
INSERT INTO saved (id, a, b, name) VALUES (1, 1, 1, 'n');
INSERT INTO words (id, title, body) VALUES (1, 'one', 'two');
INSERT INTO packed (id, a) VALUES (1, 1);
INSERT INTO fixedrows (id, a, name) VALUES (1, 1, 'n');
INSERT INTO parent (id, code, name) VALUES (1, 1, 'n');
INSERT INTO child (id, parent_id, other_id, name) VALUES (1, 1, 1, 'n');
INSERT INTO heir (id, parent_id, code) VALUES (1, 1, 'c');
INSERT INTO bare (a, b, c) VALUES (1, 1, 1);
INSERT INTO checked (id, a) VALUES (1, 1);
INSERT INTO parts (id, a, name) VALUES (1, 1, 'n');
INSERT INTO hashed (id, a) VALUES (1, 1);
INSERT INTO swap (id, a, name) VALUES (1, 1, 'n');
INSERT INTO old (id, a, name) VALUES (1, 1, 'n');
