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
create trigger presence_scans_no_update before update on presence_scans begin select raise(abort, 'presence_scans is append-only'); end;
--> statement-breakpoint
create trigger presence_scans_no_delete before delete on presence_scans begin select raise(abort, 'presence_scans is append-only'); end;
--> statement-breakpoint
create trigger reviews_no_update before update on reviews begin select raise(abort, 'reviews is append-only'); end;
--> statement-breakpoint
create trigger reviews_no_delete before delete on reviews begin select raise(abort, 'reviews is append-only'); end;
