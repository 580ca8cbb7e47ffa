create virtual table if not exists reports_staff_grams_search using fts5(staff_grams, content='reports', content_rowid='rowid', tokenize='ascii', detail=none, columnsize=0, prefix='1');
--> statement-breakpoint
create trigger reports_staff_grams_search_insert after insert on reports begin insert into reports_staff_grams_search(rowid, staff_grams) values (new.rowid, new.staff_grams); end;
--> statement-breakpoint
create trigger reports_staff_grams_search_delete after delete on reports begin insert into reports_staff_grams_search(reports_staff_grams_search, rowid, staff_grams) values ('delete', old.rowid, old.staff_grams); end;
--> statement-breakpoint
create trigger reports_staff_grams_search_update after update of staff_grams on reports begin insert into reports_staff_grams_search(reports_staff_grams_search, rowid, staff_grams) values ('delete', old.rowid, old.staff_grams); insert into reports_staff_grams_search(rowid, staff_grams) values (new.rowid, new.staff_grams); end;
--> statement-breakpoint
insert into reports_staff_grams_search(reports_staff_grams_search) values ('rebuild');
