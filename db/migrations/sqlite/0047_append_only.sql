create trigger passing_updates_no_update before update on passing_updates begin select raise(abort, 'passing_updates is append-only'); end;
--> statement-breakpoint
create trigger passing_updates_no_delete before delete on passing_updates begin select raise(abort, 'passing_updates is append-only'); end;
