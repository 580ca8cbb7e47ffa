create trigger coverage_marks_no_update before update on coverage_marks begin select raise(abort, 'coverage_marks is append-only'); end;
--> statement-breakpoint
create trigger coverage_marks_no_delete before delete on coverage_marks begin select raise(abort, 'coverage_marks is append-only'); end;
