create trigger earlier_stays_no_update before update on earlier_stays begin select raise(abort, 'earlier_stays is append-only'); end;
--> statement-breakpoint
create trigger earlier_stays_no_delete before delete on earlier_stays begin select raise(abort, 'earlier_stays is append-only'); end;
