create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger passing_updates_append_only before update or delete on passing_updates for each row execute function refuse_change();
--> statement-breakpoint
create trigger passing_updates_no_truncate before truncate on passing_updates for each statement execute function refuse_change();
