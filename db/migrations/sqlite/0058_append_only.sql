create trigger money_use_answers_no_update before update on money_use_answers begin select raise(abort, 'money_use_answers is append-only'); end;
--> statement-breakpoint
create trigger money_use_answers_no_delete before delete on money_use_answers begin select raise(abort, 'money_use_answers is append-only'); end;
