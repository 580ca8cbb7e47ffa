create trigger routing_events_no_update before update on routing_events begin select raise(abort, 'routing_events is append-only'); end;
--> statement-breakpoint
create trigger routing_events_no_delete before delete on routing_events begin select raise(abort, 'routing_events is append-only'); end;
