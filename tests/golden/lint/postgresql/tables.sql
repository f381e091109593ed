Partitions, rewrites of whole tables, triggers, policies, views and other short locks.

-- case: pg-attach-partition-scan bad severity=blocker
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: pg-attach-partition-scan good
ALTER TABLE events_2026 ADD CONSTRAINT bounds CHECK (at IS NOT NULL AND at >= '2026-01-01' AND at < '2027-01-01') NOT VALID;
ALTER TABLE events_2026 VALIDATE CONSTRAINT bounds;
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: pg-attach-partition-scan good
CREATE TABLE events_2026 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: pg-detach-partition-blocking bad version=14
ALTER TABLE events DETACH PARTITION events_2020;

-- case: pg-detach-partition-blocking bad version=13 no-fix
ALTER TABLE events DETACH PARTITION events_2020;

-- case: pg-detach-partition-blocking bad fix version=14
-- given: CREATE TABLE events (at date) PARTITION BY RANGE (at);
-- given: CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
ALTER TABLE events DETACH PARTITION events_2020;

-- case: pg-detach-partition-blocking good
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;

-- case: pg-create-partition-of bad
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: pg-create-partition-of good
CREATE TABLE events (at date) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: pg-drop-partition bad
-- given: CREATE TABLE events (at date) PARTITION BY RANGE (at);
-- given: CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
DROP TABLE events_2020;

-- case: pg-drop-partition good
-- given: CREATE TABLE events_2020 (at date);
DROP TABLE events_2020;

-- case: drop-partition-data bad
-- given: CREATE TABLE events (at date) PARTITION BY RANGE (at);
-- given: CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
DROP TABLE events_2020;

-- case: drop-partition-data good stage=contract
-- given: CREATE TABLE events (at date) PARTITION BY RANGE (at);
-- given: CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
DROP TABLE events_2020;

-- case: drop-partition-data good
-- given: CREATE TABLE events_2020 (at date);
DROP TABLE events_2020;

-- case: pg-vacuum-full bad
VACUUM FULL users;

-- case: pg-vacuum-full bad
VACUUM (FULL, ANALYZE) users;

-- case: pg-vacuum-full good
VACUUM ANALYZE users;

-- case: pg-cluster bad
CLUSTER users USING users_pkey;

-- case: pg-cluster good
ALTER TABLE users CLUSTER ON users_pkey;

-- case: pg-set-logged-unlogged bad
ALTER TABLE users SET UNLOGGED;

-- case: pg-set-logged-unlogged good
CREATE UNLOGGED TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users SET LOGGED;

-- case: pg-set-tablespace-or-access-method bad severity=blocker
ALTER TABLE users SET TABLESPACE fast;

-- case: pg-set-tablespace-or-access-method bad severity=blocker
ALTER INDEX users_pkey SET TABLESPACE fast;

-- case: pg-set-tablespace-or-access-method bad severity=risk version=15
ALTER TABLE users SET ACCESS METHOD heap;

-- case: pg-set-tablespace-or-access-method good
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users SET TABLESPACE fast;

-- case: pg-refresh-matview-blocking bad
REFRESH MATERIALIZED VIEW totals;

-- case: pg-refresh-matview-blocking good
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;

-- case: pg-refresh-matview-blocking good
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS n WITH NO DATA;
REFRESH MATERIALIZED VIEW totals;

-- case: pg-refresh-matview-concurrent bad severity=note
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;

-- case: pg-refresh-matview-concurrent good
REFRESH MATERIALIZED VIEW totals;

-- case: pg-create-trigger bad
CREATE TRIGGER sync BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION sync_users();

-- case: pg-create-trigger bad
ALTER TABLE users DISABLE TRIGGER ALL;

-- case: pg-create-trigger good
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TRIGGER sync BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION sync_users();

-- case: pg-drop-trigger bad severity=risk
DROP TRIGGER sync ON users;

-- case: pg-drop-trigger bad severity=note stage=contract
DROP TRIGGER sync ON users;

-- case: pg-drop-trigger bad
DROP FUNCTION sync_users() CASCADE;

-- case: pg-drop-trigger good
DROP FUNCTION sync_users();

-- case: add-trigger-replication bad
CREATE TRIGGER sync BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION sync_users();

-- case: add-trigger-replication good
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TRIGGER sync BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION sync_users();

-- case: pg-row-security-lock bad
CREATE POLICY own ON users USING (owner = current_user);

-- case: pg-row-security-lock bad
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: pg-row-security-lock good
CREATE TABLE users (id bigint PRIMARY KEY, owner text);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (owner = current_user);

-- case: pg-replace-view-lock bad
CREATE OR REPLACE VIEW names AS SELECT name FROM users;

-- case: pg-replace-view-lock good
CREATE VIEW names AS SELECT name FROM users;

-- case: pg-create-rule-lock bad
ALTER TABLE users OWNER TO app;

-- case: pg-create-rule-lock bad
CREATE RULE quiet AS ON DELETE TO users DO INSTEAD NOTHING;

-- case: pg-create-rule-lock good
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users OWNER TO app;

-- case: pg-alter-sequence-lock bad
ALTER SEQUENCE users_id_seq RESTART WITH 1000;

-- case: pg-alter-sequence-lock good
CREATE SEQUENCE users_id_seq;
ALTER SEQUENCE users_id_seq RESTART WITH 1000;

-- case: pg-explicit-lock bad
BEGIN;
LOCK TABLE users;
COMMIT;

-- case: pg-explicit-lock good
BEGIN;
LOCK TABLE users IN ACCESS SHARE MODE;
COMMIT;

-- case: pg-lock-queue bad
ALTER TABLE users ADD COLUMN email text;

-- case: pg-lock-queue good
CREATE INDEX CONCURRENTLY users_email ON users (email);
