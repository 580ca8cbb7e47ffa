create trigger household_events_no_update before update on household_events begin select raise(abort, 'household_events is append-only'); end;
--> statement-breakpoint
create trigger household_events_no_delete before delete on household_events begin select raise(abort, 'household_events is append-only'); end;
