create trigger credit_link_events_no_update before update on credit_link_events begin select raise(abort, 'credit_link_events is append-only'); end;
--> statement-breakpoint
create trigger credit_link_events_no_delete before delete on credit_link_events begin select raise(abort, 'credit_link_events is append-only'); end;
--> statement-breakpoint
create trigger credit_views_no_update before update on credit_views begin select raise(abort, 'credit_views is append-only'); end;
--> statement-breakpoint
create trigger credit_views_no_delete before delete on credit_views begin select raise(abort, 'credit_views is append-only'); end;
--> statement-breakpoint
create trigger credit_loan_events_no_update before update on credit_loan_events begin select raise(abort, 'credit_loan_events is append-only'); end;
--> statement-breakpoint
create trigger credit_loan_events_no_delete before delete on credit_loan_events begin select raise(abort, 'credit_loan_events is append-only'); end;
