create trigger imported_reports_no_update before update on imported_reports begin select raise(abort, 'imported_reports is append-only'); end;
--> statement-breakpoint
create trigger imported_reports_no_delete before delete on imported_reports begin select raise(abort, 'imported_reports is append-only'); end;
