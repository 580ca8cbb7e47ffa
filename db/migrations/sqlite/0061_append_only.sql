create trigger credit_views_no_update before update on credit_views begin select raise(abort, 'credit_views is append-only'); end;
--> statement-breakpoint
create trigger credit_views_no_delete before delete on credit_views begin select raise(abort, 'credit_views is append-only'); end;
