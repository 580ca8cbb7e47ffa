create trigger award_class_versions_no_update before update on award_class_versions begin select raise(abort, 'award_class_versions is append-only'); end;
--> statement-breakpoint
create trigger award_class_versions_no_delete before delete on award_class_versions begin select raise(abort, 'award_class_versions is append-only'); end;
--> statement-breakpoint
create trigger award_events_no_update before update on award_events begin select raise(abort, 'award_events is append-only'); end;
--> statement-breakpoint
create trigger award_events_no_delete before delete on award_events begin select raise(abort, 'award_events is append-only'); end;
--> statement-breakpoint
create trigger nomination_events_no_update before update on nomination_events begin select raise(abort, 'nomination_events is append-only'); end;
--> statement-breakpoint
create trigger nomination_events_no_delete before delete on nomination_events begin select raise(abort, 'nomination_events is append-only'); end;
--> statement-breakpoint
create trigger ballots_no_update before update on ballots begin select raise(abort, 'ballots is append-only'); end;
--> statement-breakpoint
create trigger ballots_no_delete before delete on ballots begin select raise(abort, 'ballots is append-only'); end;
--> statement-breakpoint
create trigger merit_records_no_update before update on merit_records begin select raise(abort, 'merit_records is append-only'); end;
--> statement-breakpoint
create trigger merit_records_no_delete before delete on merit_records begin select raise(abort, 'merit_records is append-only'); end;
