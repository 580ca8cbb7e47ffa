create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger donation_events_append_only before update or delete on donation_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger donation_events_no_truncate before truncate on donation_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger money_uses_append_only before update or delete on money_uses for each row execute function refuse_change();
--> statement-breakpoint
create trigger money_uses_no_truncate before truncate on money_uses for each statement execute function refuse_change();
