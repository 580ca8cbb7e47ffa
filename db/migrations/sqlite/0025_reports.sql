CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`contact` text DEFAULT '' NOT NULL,
	`key_hash` text NOT NULL,
	`hint` text NOT NULL,
	`per_minute` integer NOT NULL,
	`issued_by` text NOT NULL,
	`issued_at` integer NOT NULL,
	`revoked_by` text,
	`revoked_at` integer,
	CONSTRAINT "api_keys_rate" CHECK("api_keys"."per_minute" between 1 and 6000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_key_hash_unique` ON `api_keys` (`key_hash`);--> statement-breakpoint
CREATE INDEX `api_keys_issued` ON `api_keys` (`issued_at`,`id`);--> statement-breakpoint
CREATE TABLE `api_reports` (
	`report_id` text PRIMARY KEY NOT NULL,
	`api_key_id` text NOT NULL,
	`body_hash` text NOT NULL,
	`media_urls` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`api_key_id`) REFERENCES `api_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `api_reports_body` ON `api_reports` (`api_key_id`,`body_hash`,`at`);--> statement-breakpoint
CREATE TABLE `foreign_updates` (
	`api_key_id` text NOT NULL,
	`update_id` text NOT NULL,
	`id` text NOT NULL,
	`report_id` text NOT NULL,
	`status` text NOT NULL,
	`description` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`api_key_id`, `update_id`),
	FOREIGN KEY (`api_key_id`) REFERENCES `api_keys`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `foreign_updates_id_unique` ON `foreign_updates` (`id`);--> statement-breakpoint
CREATE INDEX `foreign_updates_report` ON `foreign_updates` (`report_id`,`at`);