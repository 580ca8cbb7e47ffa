create trigger foreign_updates_no_update before update on foreign_updates begin select raise(abort, 'foreign_updates is append-only'); end;
--> statement-breakpoint
create trigger foreign_updates_no_delete before delete on foreign_updates begin select raise(abort, 'foreign_updates is append-only'); end;
