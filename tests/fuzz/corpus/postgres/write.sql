BEGIN;
SET LOCAL lock_timeout = '2s';
UPDATE a SET b = c FROM d WHERE a.id = d.id;
DELETE FROM a;
INSERT INTO a (b) SELECT c FROM d;
SELECT set_config('lock_timeout', '1s', true);
COMMIT;
