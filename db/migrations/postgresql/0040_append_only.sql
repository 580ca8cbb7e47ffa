create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger merchant_events_append_only before update or delete on merchant_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger merchant_events_no_truncate before truncate on merchant_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger merchant_checks_append_only before update or delete on merchant_checks for each row execute function refuse_change();
--> statement-breakpoint
create trigger merchant_checks_no_truncate before truncate on merchant_checks for each statement execute function refuse_change();
--> statement-breakpoint
create trigger merchant_complaint_events_append_only before update or delete on merchant_complaint_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger merchant_complaint_events_no_truncate before truncate on merchant_complaint_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger merchant_scores_append_only before update or delete on merchant_scores for each row execute function refuse_change();
--> statement-breakpoint
create trigger merchant_scores_no_truncate before truncate on merchant_scores for each statement execute function refuse_change();
