create virtual table if not exists reports_search using fts5(search_grams, content='reports', content_rowid='rowid', tokenize='ascii', detail=none, columnsize=0, prefix='1');
--> statement-breakpoint
create trigger reports_search_insert after insert on reports begin insert into reports_search(rowid, search_grams) values (new.rowid, new.search_grams); end;
--> statement-breakpoint
create trigger reports_search_delete after delete on reports begin insert into reports_search(reports_search, rowid, search_grams) values ('delete', old.rowid, old.search_grams); end;
--> statement-breakpoint
create trigger reports_search_update after update of search_grams on reports begin insert into reports_search(reports_search, rowid, search_grams) values ('delete', old.rowid, old.search_grams); insert into reports_search(rowid, search_grams) values (new.rowid, new.search_grams); end;
--> statement-breakpoint
insert into reports_search(reports_search) values ('rebuild');
