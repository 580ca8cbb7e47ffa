create trigger discrepancy_events_no_update before update on discrepancy_events begin select raise(abort, 'discrepancy_events is append-only'); end;
--> statement-breakpoint
create trigger discrepancy_events_no_delete before delete on discrepancy_events begin select raise(abort, 'discrepancy_events is append-only'); end;
