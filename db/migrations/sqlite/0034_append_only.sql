create trigger donation_events_no_update before update on donation_events begin select raise(abort, 'donation_events is append-only'); end;
--> statement-breakpoint
create trigger donation_events_no_delete before delete on donation_events begin select raise(abort, 'donation_events is append-only'); end;
--> statement-breakpoint
create trigger money_uses_no_update before update on money_uses begin select raise(abort, 'money_uses is append-only'); end;
--> statement-breakpoint
create trigger money_uses_no_delete before delete on money_uses begin select raise(abort, 'money_uses is append-only'); end;
