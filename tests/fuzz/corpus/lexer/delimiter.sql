1DELIMITER $$
create trigger t before insert on a for each row begin set new.b = 1; end$$
DELIMITER ;
select 1;