create trigger photo_events_no_update before update on photo_events begin select raise(abort, 'photo_events is append-only'); end;
--> statement-breakpoint
create trigger photo_events_no_delete before delete on photo_events begin select raise(abort, 'photo_events is append-only'); end;
