alter table reports add column search_vector tsvector generated always as (array_to_tsvector(array_remove(string_to_array(search_grams, ' '), ''))) stored;
--> statement-breakpoint
create index reports_search on reports using gin (search_vector) with (gin_pending_list_limit = 256);
