create trigger transfers_no_update before update on transfers begin select raise(abort, 'transfers is append-only'); end;
--> statement-breakpoint
create trigger transfers_no_delete before delete on transfers begin select raise(abort, 'transfers is append-only'); end;
--> statement-breakpoint
create trigger entries_no_update before update on entries begin select raise(abort, 'entries is append-only'); end;
--> statement-breakpoint
create trigger entries_no_delete before delete on entries begin select raise(abort, 'entries is append-only'); end;
--> statement-breakpoint
create trigger lot_moves_no_update before update on lot_moves begin select raise(abort, 'lot_moves is append-only'); end;
--> statement-breakpoint
create trigger lot_moves_no_delete before delete on lot_moves begin select raise(abort, 'lot_moves is append-only'); end;
--> statement-breakpoint
create trigger empty_grants_no_update before update on empty_grants begin select raise(abort, 'empty_grants is append-only'); end;
--> statement-breakpoint
create trigger empty_grants_no_delete before delete on empty_grants begin select raise(abort, 'empty_grants is append-only'); end;
--> statement-breakpoint
create trigger budget_entries_no_update before update on budget_entries begin select raise(abort, 'budget_entries is append-only'); end;
--> statement-breakpoint
create trigger budget_entries_no_delete before delete on budget_entries begin select raise(abort, 'budget_entries is append-only'); end;
--> statement-breakpoint
create trigger rule_events_no_update before update on rule_events begin select raise(abort, 'rule_events is append-only'); end;
--> statement-breakpoint
create trigger rule_events_no_delete before delete on rule_events begin select raise(abort, 'rule_events is append-only'); end;
--> statement-breakpoint
create trigger point_appeal_events_no_update before update on point_appeal_events begin select raise(abort, 'point_appeal_events is append-only'); end;
--> statement-breakpoint
create trigger point_appeal_events_no_delete before delete on point_appeal_events begin select raise(abort, 'point_appeal_events is append-only'); end;
--> statement-breakpoint
create trigger digests_no_update before update on digests begin select raise(abort, 'digests is append-only'); end;
--> statement-breakpoint
create trigger digests_no_delete before delete on digests begin select raise(abort, 'digests is append-only'); end;
--> statement-breakpoint
create trigger digest_leaves_no_update before update on digest_leaves begin select raise(abort, 'digest_leaves is append-only'); end;
--> statement-breakpoint
create trigger digest_leaves_no_delete before delete on digest_leaves begin select raise(abort, 'digest_leaves is append-only'); end;
--> statement-breakpoint
create trigger person_events_no_update before update on person_events begin select raise(abort, 'person_events is append-only'); end;
--> statement-breakpoint
create trigger person_events_no_delete before delete on person_events begin select raise(abort, 'person_events is append-only'); end;
--> statement-breakpoint
create trigger looks_no_update before update on looks begin select raise(abort, 'looks is append-only'); end;
--> statement-breakpoint
create trigger looks_no_delete before delete on looks begin select raise(abort, 'looks is append-only'); end;
--> statement-breakpoint
create trigger item_prices_no_update before update on item_prices begin select raise(abort, 'item_prices is append-only'); end;
--> statement-breakpoint
create trigger item_prices_no_delete before delete on item_prices begin select raise(abort, 'item_prices is append-only'); end;
--> statement-breakpoint
create trigger stock_moves_no_update before update on stock_moves begin select raise(abort, 'stock_moves is append-only'); end;
--> statement-breakpoint
create trigger stock_moves_no_delete before delete on stock_moves begin select raise(abort, 'stock_moves is append-only'); end;
--> statement-breakpoint
create trigger stock_events_no_update before update on stock_events begin select raise(abort, 'stock_events is append-only'); end;
--> statement-breakpoint
create trigger stock_events_no_delete before delete on stock_events begin select raise(abort, 'stock_events is append-only'); end;
--> statement-breakpoint
create trigger area_events_no_update before update on area_events begin select raise(abort, 'area_events is append-only'); end;
--> statement-breakpoint
create trigger area_events_no_delete before delete on area_events begin select raise(abort, 'area_events is append-only'); end;
--> statement-breakpoint
create trigger order_events_no_update before update on order_events begin select raise(abort, 'order_events is append-only'); end;
--> statement-breakpoint
create trigger order_events_no_delete before delete on order_events begin select raise(abort, 'order_events is append-only'); end;
--> statement-breakpoint
create trigger scans_no_update before update on scans begin select raise(abort, 'scans is append-only'); end;
--> statement-breakpoint
create trigger scans_no_delete before delete on scans begin select raise(abort, 'scans is append-only'); end;
--> statement-breakpoint
create trigger store_events_no_update before update on store_events begin select raise(abort, 'store_events is append-only'); end;
--> statement-breakpoint
create trigger store_events_no_delete before delete on store_events begin select raise(abort, 'store_events is append-only'); end;
--> statement-breakpoint
create trigger activity_events_no_update before update on activity_events begin select raise(abort, 'activity_events is append-only'); end;
--> statement-breakpoint
create trigger activity_events_no_delete before delete on activity_events begin select raise(abort, 'activity_events is append-only'); end;
--> statement-breakpoint
create trigger claim_events_no_update before update on claim_events begin select raise(abort, 'claim_events is append-only'); end;
--> statement-breakpoint
create trigger claim_events_no_delete before delete on claim_events begin select raise(abort, 'claim_events is append-only'); end;
--> statement-breakpoint
create trigger service_hours_no_update before update on service_hours begin select raise(abort, 'service_hours is append-only'); end;
--> statement-breakpoint
create trigger service_hours_no_delete before delete on service_hours begin select raise(abort, 'service_hours is append-only'); end;
--> statement-breakpoint
create trigger back_entry_events_no_update before update on back_entry_events begin select raise(abort, 'back_entry_events is append-only'); end;
--> statement-breakpoint
create trigger back_entry_events_no_delete before delete on back_entry_events begin select raise(abort, 'back_entry_events is append-only'); end;
--> statement-breakpoint
create trigger hour_certificates_no_update before update on hour_certificates begin select raise(abort, 'hour_certificates is append-only'); end;
--> statement-breakpoint
create trigger hour_certificates_no_delete before delete on hour_certificates begin select raise(abort, 'hour_certificates is append-only'); end;
--> statement-breakpoint
create trigger presence_scans_no_update before update on presence_scans begin select raise(abort, 'presence_scans is append-only'); end;
--> statement-breakpoint
create trigger presence_scans_no_delete before delete on presence_scans begin select raise(abort, 'presence_scans is append-only'); end;
--> statement-breakpoint
create trigger reviews_no_update before update on reviews begin select raise(abort, 'reviews is append-only'); end;
--> statement-breakpoint
create trigger reviews_no_delete before delete on reviews begin select raise(abort, 'reviews is append-only'); end;
