create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger transfers_append_only before update or delete on transfers for each row execute function refuse_change();
--> statement-breakpoint
create trigger transfers_no_truncate before truncate on transfers for each statement execute function refuse_change();
--> statement-breakpoint
create trigger entries_append_only before update or delete on entries for each row execute function refuse_change();
--> statement-breakpoint
create trigger entries_no_truncate before truncate on entries for each statement execute function refuse_change();
--> statement-breakpoint
create trigger lot_moves_append_only before update or delete on lot_moves for each row execute function refuse_change();
--> statement-breakpoint
create trigger lot_moves_no_truncate before truncate on lot_moves for each statement execute function refuse_change();
--> statement-breakpoint
create trigger empty_grants_append_only before update or delete on empty_grants for each row execute function refuse_change();
--> statement-breakpoint
create trigger empty_grants_no_truncate before truncate on empty_grants for each statement execute function refuse_change();
--> statement-breakpoint
create trigger budget_entries_append_only before update or delete on budget_entries for each row execute function refuse_change();
--> statement-breakpoint
create trigger budget_entries_no_truncate before truncate on budget_entries for each statement execute function refuse_change();
--> statement-breakpoint
create trigger rule_events_append_only before update or delete on rule_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger rule_events_no_truncate before truncate on rule_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger point_appeal_events_append_only before update or delete on point_appeal_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger point_appeal_events_no_truncate before truncate on point_appeal_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger digests_append_only before update or delete on digests for each row execute function refuse_change();
--> statement-breakpoint
create trigger digests_no_truncate before truncate on digests for each statement execute function refuse_change();
--> statement-breakpoint
create trigger digest_leaves_append_only before update or delete on digest_leaves for each row execute function refuse_change();
--> statement-breakpoint
create trigger digest_leaves_no_truncate before truncate on digest_leaves for each statement execute function refuse_change();
--> statement-breakpoint
create trigger person_events_append_only before update or delete on person_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger person_events_no_truncate before truncate on person_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger looks_append_only before update or delete on looks for each row execute function refuse_change();
--> statement-breakpoint
create trigger looks_no_truncate before truncate on looks for each statement execute function refuse_change();
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
create trigger area_events_append_only before update or delete on area_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger area_events_no_truncate before truncate on area_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger order_events_append_only before update or delete on order_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger order_events_no_truncate before truncate on order_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger scans_append_only before update or delete on scans for each row execute function refuse_change();
--> statement-breakpoint
create trigger scans_no_truncate before truncate on scans for each statement execute function refuse_change();
--> statement-breakpoint
create trigger store_events_append_only before update or delete on store_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger store_events_no_truncate before truncate on store_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger activity_events_append_only before update or delete on activity_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger activity_events_no_truncate before truncate on activity_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger claim_events_append_only before update or delete on claim_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger claim_events_no_truncate before truncate on claim_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger service_hours_append_only before update or delete on service_hours for each row execute function refuse_change();
--> statement-breakpoint
create trigger service_hours_no_truncate before truncate on service_hours for each statement execute function refuse_change();
--> statement-breakpoint
create trigger back_entry_events_append_only before update or delete on back_entry_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger back_entry_events_no_truncate before truncate on back_entry_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger hour_certificates_append_only before update or delete on hour_certificates for each row execute function refuse_change();
--> statement-breakpoint
create trigger hour_certificates_no_truncate before truncate on hour_certificates for each statement execute function refuse_change();
--> statement-breakpoint
create trigger presence_scans_append_only before update or delete on presence_scans for each row execute function refuse_change();
--> statement-breakpoint
create trigger presence_scans_no_truncate before truncate on presence_scans for each statement execute function refuse_change();
--> statement-breakpoint
create trigger reviews_append_only before update or delete on reviews for each row execute function refuse_change();
--> statement-breakpoint
create trigger reviews_no_truncate before truncate on reviews for each statement execute function refuse_change();
