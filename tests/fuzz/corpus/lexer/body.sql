1create definer=`r`@`%` procedure p() begin a: loop if b then leave a; end if; end loop; case c when 1 then d; end case; end;
x \G