-- With foreign_key_checks off, as a session can set it.
ALTER TABLE child ADD CONSTRAINT child_other_fk FOREIGN KEY (other_id) REFERENCES parent (id);
ALTER TABLE child ADD FOREIGN KEY (other_id) REFERENCES parent (code) ON DELETE CASCADE;
ALTER TABLE heir ADD COLUMN n INT, ADD FOREIGN KEY (n) REFERENCES parent (id);
ALTER TABLE child DROP FOREIGN KEY child_parent;
ALTER TABLE child ADD COLUMN n INT;
DROP TABLE parent;
TRUNCATE TABLE parent;
