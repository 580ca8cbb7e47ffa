create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger delivery_events_append_only before update or delete on delivery_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger delivery_events_no_truncate before truncate on delivery_events for each statement execute function refuse_change();
