alter table reports add column staff_vector tsvector generated always as (array_to_tsvector(array_remove(string_to_array(staff_grams, ' '), ''))) stored;
--> statement-breakpoint
create index reports_staff_grams_search on reports using gin (staff_vector) with (gin_pending_list_limit = 256);
