create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger refused_payments_append_only before update or delete on refused_payments for each row execute function refuse_change();
--> statement-breakpoint
create trigger refused_payments_no_truncate before truncate on refused_payments for each statement execute function refuse_change();
