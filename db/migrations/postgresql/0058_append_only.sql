create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger money_use_answers_append_only before update or delete on money_use_answers for each row execute function refuse_change();
--> statement-breakpoint
create trigger money_use_answers_no_truncate before truncate on money_use_answers for each statement execute function refuse_change();
