create trigger report_events_no_update before update on report_events begin select raise(abort, 'report_events is append-only'); end;
--> statement-breakpoint
create trigger report_events_no_delete before delete on report_events begin select raise(abort, 'report_events is append-only'); end;
--> statement-breakpoint
create trigger category_events_no_update before update on category_events begin select raise(abort, 'category_events is append-only'); end;
--> statement-breakpoint
create trigger category_events_no_delete before delete on category_events begin select raise(abort, 'category_events is append-only'); end;
