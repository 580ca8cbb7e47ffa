create trigger delivery_events_no_update before update on delivery_events begin select raise(abort, 'delivery_events is append-only'); end;
--> statement-breakpoint
create trigger delivery_events_no_delete before delete on delivery_events begin select raise(abort, 'delivery_events is append-only'); end;
