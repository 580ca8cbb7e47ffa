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
