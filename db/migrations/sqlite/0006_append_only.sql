create trigger credential_events_no_update before update on credential_events begin select raise(abort, 'credential_events is append-only'); end;
--> statement-breakpoint
create trigger credential_events_no_delete before delete on credential_events begin select raise(abort, 'credential_events is append-only'); end;
