-- also: mariadb
-- MODIFY and CHANGE: what both servers make of a column.

-- case: my-change-column-type bad severity=blocker stages
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, amount INT NOT NULL);
ALTER TABLE orders MODIFY COLUMN amount BIGINT NOT NULL;

-- case: my-change-column-type bad
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, amount INT NOT NULL);
ALTER TABLE orders MODIFY amount INT UNSIGNED NOT NULL;

-- case: my-change-column-type bad
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, placed DATETIME(3) NOT NULL);
ALTER TABLE orders MODIFY placed DATETIME(6) NOT NULL;

-- case: my-change-column-type bad
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, price DECIMAL(10,2) NOT NULL);
ALTER TABLE orders CHANGE price price DECIMAL(12,4) NOT NULL;

-- case: my-change-column-type bad severity=risk stages
ALTER TABLE orders MODIFY COLUMN amount BIGINT NOT NULL;

-- case: my-change-column-type good
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, amount INT NOT NULL DEFAULT 0);
ALTER TABLE orders MODIFY COLUMN amount INT NOT NULL DEFAULT 1;

-- case: my-change-column-type good
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, amount INT(11) NOT NULL);
ALTER TABLE orders MODIFY COLUMN amount INT NOT NULL;

-- case: my-change-column-type good
CREATE TABLE fresh (id BIGINT PRIMARY KEY, amount INT NOT NULL);
ALTER TABLE fresh MODIFY COLUMN amount BIGINT NOT NULL;

-- case: my-varchar-extend bad severity=note
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(20) CHARACTER SET utf8mb4 NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(60) CHARACTER SET utf8mb4 NOT NULL;

-- case: my-varchar-extend bad severity=note
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(200) CHARACTER SET utf8mb4 NOT NULL;

-- case: my-varchar-extend good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(100) NOT NULL DEFAULT '';

-- case: my-varchar-shrink bad severity=blocker stages
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(50) NOT NULL;

-- case: my-varchar-shrink good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(120) NOT NULL;

-- case: my-enum-change bad severity=blocker
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, state ENUM('new', 'paid', 'sent') NOT NULL);
ALTER TABLE orders MODIFY state ENUM('new', 'checked', 'paid', 'sent') NOT NULL;

-- case: my-enum-change bad
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, state ENUM('new', 'paid', 'sent') NOT NULL);
ALTER TABLE orders MODIFY state ENUM('new', 'sent') NOT NULL;

-- case: my-enum-change bad
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, marks SET('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h') NOT NULL);
ALTER TABLE orders MODIFY marks SET('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i') NOT NULL;

-- case: my-enum-change good
-- given: CREATE TABLE orders (id BIGINT PRIMARY KEY, state ENUM('new', 'paid', 'sent') NOT NULL);
ALTER TABLE orders MODIFY state ENUM('new', 'paid', 'sent', 'lost') NOT NULL;

-- case: my-nullability-change bad severity=risk
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100));
ALTER TABLE users MODIFY name VARCHAR(100) NOT NULL;

-- case: my-nullability-change good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(100) NOT NULL DEFAULT 'nobody';

-- case: my-modify-drops-attributes bad severity=blocker
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL DEFAULT 'nobody');
ALTER TABLE users MODIFY name VARCHAR(120);

-- case: my-modify-drops-attributes bad
-- given: CREATE TABLE users (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY);
ALTER TABLE users MODIFY id BIGINT NOT NULL;

-- case: my-modify-drops-attributes bad severity=risk
ALTER TABLE users MODIFY name VARCHAR(120);

-- case: my-modify-drops-attributes good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL DEFAULT 'nobody');
ALTER TABLE users MODIFY name VARCHAR(120) NOT NULL DEFAULT 'nobody';

-- case: my-modify-drops-attributes good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(100) NULL;

-- case: my-modify-drops-attributes good
ALTER TABLE users MODIFY name VARCHAR(120) NOT NULL;

-- case: my-rename-column-change bad severity=blocker
ALTER TABLE users CHANGE name display_name VARCHAR(100) NOT NULL;

-- case: my-rename-column-change good
ALTER TABLE users CHANGE name name VARCHAR(100) NOT NULL;

-- case: my-rename-column-change good
ALTER TABLE users CHANGE `name` `Name` VARCHAR(100) NOT NULL;

-- case: my-convert-charset bad severity=blocker
ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- case: my-convert-charset bad stages
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, bio TEXT CHARACTER SET latin1 NOT NULL);
ALTER TABLE users MODIFY bio TEXT CHARACTER SET utf8mb4 NOT NULL;

-- case: my-convert-charset good
ALTER TABLE users DEFAULT CHARACTER SET utf8mb4;

-- case: my-convert-charset good
CREATE TABLE fresh (id BIGINT PRIMARY KEY, name VARCHAR(100)) CHARACTER SET latin1;
ALTER TABLE fresh CONVERT TO CHARACTER SET utf8mb4;

-- case: my-default-charset-only bad severity=note
ALTER TABLE users DEFAULT CHARACTER SET utf8mb4;

-- case: my-default-charset-only good
ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4;

-- case: my-collation-change-indexed bad severity=risk
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL, UNIQUE KEY users_name (name));
ALTER TABLE users MODIFY name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL;

-- case: my-collation-change-indexed good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL);
ALTER TABLE users MODIFY name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL;

-- case: my-collation-change-indexed good
-- given: CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL, KEY users_name (name));
ALTER TABLE users MODIFY name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '';
