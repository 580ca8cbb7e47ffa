create trigger merchant_events_no_update before update on merchant_events begin select raise(abort, 'merchant_events is append-only'); end;
--> statement-breakpoint
create trigger merchant_events_no_delete before delete on merchant_events begin select raise(abort, 'merchant_events is append-only'); end;
--> statement-breakpoint
create trigger merchant_checks_no_update before update on merchant_checks begin select raise(abort, 'merchant_checks is append-only'); end;
--> statement-breakpoint
create trigger merchant_checks_no_delete before delete on merchant_checks begin select raise(abort, 'merchant_checks is append-only'); end;
--> statement-breakpoint
create trigger merchant_complaint_events_no_update before update on merchant_complaint_events begin select raise(abort, 'merchant_complaint_events is append-only'); end;
--> statement-breakpoint
create trigger merchant_complaint_events_no_delete before delete on merchant_complaint_events begin select raise(abort, 'merchant_complaint_events is append-only'); end;
--> statement-breakpoint
create trigger merchant_scores_no_update before update on merchant_scores begin select raise(abort, 'merchant_scores is append-only'); end;
--> statement-breakpoint
create trigger merchant_scores_no_delete before delete on merchant_scores begin select raise(abort, 'merchant_scores is append-only'); end;
