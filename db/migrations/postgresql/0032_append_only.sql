create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger imported_reports_append_only before update or delete on imported_reports for each row execute function refuse_change();
--> statement-breakpoint
create trigger imported_reports_no_truncate before truncate on imported_reports for each statement execute function refuse_change();
