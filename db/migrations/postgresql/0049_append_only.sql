create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
--> statement-breakpoint
create trigger device_whistles_append_only before update or delete on device_whistles for each row execute function refuse_change();
--> statement-breakpoint
create trigger device_whistles_no_truncate before truncate on device_whistles for each statement execute function refuse_change();
--> statement-breakpoint
create trigger proxy_collections_append_only before update or delete on proxy_collections for each row execute function refuse_change();
--> statement-breakpoint
create trigger proxy_collections_no_truncate before truncate on proxy_collections for each statement execute function refuse_change();
