ALTER TABLE `report_categories` ADD `is_place_exact` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `reports` ADD `is_hidden_by_category` integer DEFAULT false NOT NULL;