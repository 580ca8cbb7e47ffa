CREATE TABLE `boundaries` (
	`area_id` text PRIMARY KEY NOT NULL,
	`shape` text NOT NULL,
	`west` real NOT NULL,
	`south` real NOT NULL,
	`east` real NOT NULL,
	`north` real NOT NULL,
	`square_meters` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "boundaries_box" CHECK("boundaries"."west" < "boundaries"."east" and "boundaries"."south" < "boundaries"."north")
);
--> statement-breakpoint
CREATE INDEX `boundaries_updated` ON `boundaries` (`updated_at`,`version`);--> statement-breakpoint
CREATE TABLE `merchant_months` (
	`merchant_id` text NOT NULL,
	`month` text NOT NULL,
	`points` integer NOT NULL,
	PRIMARY KEY(`merchant_id`, `month`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `merchant_payments` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`merchant_id` text NOT NULL,
	`person_id` text NOT NULL,
	`points` integer NOT NULL,
	`state` text NOT NULL,
	`via` text NOT NULL,
	`code_hash` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`paid_at` integer,
	`refunded_by` text,
	`refunded_at` integer,
	`terms_version_id` text NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "merchant_payments_points" CHECK("merchant_payments"."points" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `merchant_payments_number_unique` ON `merchant_payments` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `merchant_payments_code_hash_unique` ON `merchant_payments` (`code_hash`);--> statement-breakpoint
CREATE INDEX `merchant_payments_merchant` ON `merchant_payments` (`merchant_id`,`asked_at`);--> statement-breakpoint
CREATE INDEX `merchant_payments_person` ON `merchant_payments` (`person_id`,`asked_at`);--> statement-breakpoint
CREATE INDEX `merchant_payments_due` ON `merchant_payments` (`state`,`expires_at`);--> statement-breakpoint
CREATE TABLE `merchant_spenders` (
	`person_id` text NOT NULL,
	`month` text NOT NULL,
	`points` integer NOT NULL,
	PRIMARY KEY(`person_id`, `month`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `passing_updates` (
	`passing_id` text NOT NULL,
	`update_id` text NOT NULL,
	`status` text NOT NULL,
	`description` text NOT NULL,
	`at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`passing_id`, `update_id`),
	FOREIGN KEY (`passing_id`) REFERENCES `passings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `passings` (
	`id` text PRIMARY KEY NOT NULL,
	`report_id` text NOT NULL,
	`peer_id` text NOT NULL,
	`service_code` text NOT NULL,
	`words` text NOT NULL,
	`address` text NOT NULL,
	`position` text NOT NULL,
	`state` text NOT NULL,
	`token` text,
	`their_id` text,
	`their_status` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` integer,
	`error` text DEFAULT '' NOT NULL,
	`passed_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`ended_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`peer_id`) REFERENCES `peers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passings_once` ON `passings` (`report_id`,`peer_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `passings_theirs` ON `passings` (`peer_id`,`their_id`);--> statement-breakpoint
CREATE INDEX `passings_next` ON `passings` (`next_at`);--> statement-breakpoint
CREATE INDEX `passings_state` ON `passings` (`state`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `peers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`url` text NOT NULL,
	`jurisdiction_id` text DEFAULT '' NOT NULL,
	`api_key_sealed` text DEFAULT '' NOT NULL,
	`format` text NOT NULL,
	`has_updates` integer NOT NULL,
	`knows_repeats` integer NOT NULL,
	`services` text NOT NULL,
	`mapping` text NOT NULL,
	`polled_up_to` integer,
	`poll_next_at` integer,
	`poll_failures` integer DEFAULT 0 NOT NULL,
	`poll_error` text DEFAULT '' NOT NULL,
	`registered_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `peers_created` ON `peers` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `peers_poll` ON `peers` (`poll_next_at`);--> statement-breakpoint
ALTER TABLE `reservations` ADD `recipient_id` text;--> statement-breakpoint
ALTER TABLE `reservations` ADD `recipient_area_id` text;--> statement-breakpoint
ALTER TABLE `stock_lots` ADD `for_area_path` text;--> statement-breakpoint
ALTER TABLE `stock_lots` ADD `for_need` integer DEFAULT false NOT NULL;