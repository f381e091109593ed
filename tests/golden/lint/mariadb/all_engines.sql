-- What only MariaDB has of the rules for all engines.

-- case: create-table-force bad severity=blocker
CREATE OR REPLACE TABLE users (id BIGINT PRIMARY KEY);

-- case: non-idempotent-statement good
ALTER TABLE users ADD COLUMN IF NOT EXISTS nick VARCHAR(100);

-- case: require-statement-timeout good
SET SESSION max_statement_time = 60;
ALTER TABLE users ADD COLUMN display_name VARCHAR(100);
