create trigger calendar_events_no_update before update on calendar_events begin select raise(abort, 'calendar_events is append-only'); end;
--> statement-breakpoint
create trigger calendar_events_no_delete before delete on calendar_events begin select raise(abort, 'calendar_events is append-only'); end;
