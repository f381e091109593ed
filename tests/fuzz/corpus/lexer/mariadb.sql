2begin not atomic for i in 1..3 do a; end for; end;
/*M!100600 b */ /*!50700 c */;