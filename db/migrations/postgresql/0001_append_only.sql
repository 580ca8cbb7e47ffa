create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger item_prices_append_only before update or delete on item_prices for each row execute function refuse_change();
--> statement-breakpoint
create trigger item_prices_no_truncate before truncate on item_prices for each statement execute function refuse_change();
--> statement-breakpoint
create trigger stock_moves_append_only before update or delete on stock_moves for each row execute function refuse_change();
--> statement-breakpoint
create trigger stock_moves_no_truncate before truncate on stock_moves for each statement execute function refuse_change();
--> statement-breakpoint
create trigger stock_events_append_only before update or delete on stock_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger stock_events_no_truncate before truncate on stock_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger activity_events_append_only before update or delete on activity_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger activity_events_no_truncate before truncate on activity_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger claim_events_append_only before update or delete on claim_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger claim_events_no_truncate before truncate on claim_events for each statement execute function refuse_change();
