create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger earlier_stays_append_only before update or delete on earlier_stays for each row execute function refuse_change();
--> statement-breakpoint
create trigger earlier_stays_no_truncate before truncate on earlier_stays for each statement execute function refuse_change();
