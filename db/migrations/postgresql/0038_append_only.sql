create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger campaign_events_append_only before update or delete on campaign_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger campaign_events_no_truncate before truncate on campaign_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger draw_places_append_only before update or delete on draw_places for each row execute function refuse_change();
--> statement-breakpoint
create trigger draw_places_no_truncate before truncate on draw_places for each statement execute function refuse_change();
