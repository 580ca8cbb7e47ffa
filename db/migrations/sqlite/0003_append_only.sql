create trigger organization_events_no_update before update on organization_events begin select raise(abort, 'organization_events is append-only'); end;
--> statement-breakpoint
create trigger organization_events_no_delete before delete on organization_events begin select raise(abort, 'organization_events is append-only'); end;
