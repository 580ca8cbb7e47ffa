create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger credit_link_events_append_only before update or delete on credit_link_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger credit_link_events_no_truncate before truncate on credit_link_events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger credit_views_append_only before update or delete on credit_views for each row execute function refuse_change();
--> statement-breakpoint
create trigger credit_views_no_truncate before truncate on credit_views for each statement execute function refuse_change();
--> statement-breakpoint
create trigger credit_loan_events_append_only before update or delete on credit_loan_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger credit_loan_events_no_truncate before truncate on credit_loan_events for each statement execute function refuse_change();
