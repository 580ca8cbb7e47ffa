create trigger refused_payments_no_update before update on refused_payments begin select raise(abort, 'refused_payments is append-only'); end;
--> statement-breakpoint
create trigger refused_payments_no_delete before delete on refused_payments begin select raise(abort, 'refused_payments is append-only'); end;
