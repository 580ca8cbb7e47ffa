create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger coverage_marks_append_only before update or delete on coverage_marks for each row execute function refuse_change();
--> statement-breakpoint
create trigger coverage_marks_no_truncate before truncate on coverage_marks for each statement execute function refuse_change();
