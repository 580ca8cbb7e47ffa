create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger award_class_versions_append_only before update or delete on award_class_versions for each row execute function refuse_change();
--> statement-breakpoint
create trigger award_class_versions_no_truncate before truncate on award_class_versions for each statement execute function refuse_change();
--> statement-breakpoint
create trigger award_events_append_only before update or delete on award_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger award_events_no_truncate before truncate on award_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger nomination_events_append_only before update or delete on nomination_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger nomination_events_no_truncate before truncate on nomination_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger ballots_append_only before update or delete on ballots for each row execute function refuse_change();
--> statement-breakpoint
create trigger ballots_no_truncate before truncate on ballots for each statement execute function refuse_change();
--> statement-breakpoint
create trigger merit_records_append_only before update or delete on merit_records for each row execute function refuse_change();
--> statement-breakpoint
create trigger merit_records_no_truncate before truncate on merit_records for each statement execute function refuse_change();
