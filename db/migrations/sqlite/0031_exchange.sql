CREATE TABLE `imported_reports` (
	`report_id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`source_id` text NOT NULL,
	`import_id` text NOT NULL,
	`content_hash` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`import_id`) REFERENCES `report_imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `imported_reports_source` ON `imported_reports` (`source`,`source_id`);--> statement-breakpoint
CREATE INDEX `imported_reports_import` ON `imported_reports` (`import_id`);--> statement-breakpoint
CREATE TABLE `report_import_rows` (
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`cells` text,
	`fate` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`report_id` text,
	PRIMARY KEY(`import_id`, `line`),
	FOREIGN KEY (`import_id`) REFERENCES `report_imports`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "report_import_rows_in" CHECK(("report_import_rows"."fate" = 'in') = ("report_import_rows"."report_id" is not null))
);
--> statement-breakpoint
CREATE INDEX `report_import_rows_fate` ON `report_import_rows` (`import_id`,`fate`,`line`);--> statement-breakpoint
CREATE TABLE `report_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`state` text NOT NULL,
	`head` text NOT NULL,
	`settings` text NOT NULL,
	`rows` integer NOT NULL,
	`imported_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `report_imports_created` ON `report_imports` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `report_imports_state` ON `report_imports` (`state`,`created_at`);