CREATE TABLE `category_events` (
	`id` text PRIMARY KEY NOT NULL,
	`category_id` text NOT NULL,
	`from_state` text,
	`to_state` text,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`category_id`) REFERENCES `report_categories`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `category_events_category` ON `category_events` (`category_id`,`id`);--> statement-breakpoint
CREATE TABLE `report_categories` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`group_name` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`keywords` text NOT NULL,
	`matter` text NOT NULL,
	`urgency` text DEFAULT 'normal' NOT NULL,
	`questions` text NOT NULL,
	`report_in_minutes` integer NOT NULL,
	`resolve_minutes` integer NOT NULL,
	`is_private` integer DEFAULT false NOT NULL,
	`ended_at` integer,
	`position` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "report_categories_clocks" CHECK("report_categories"."report_in_minutes" > 0 and "report_categories"."resolve_minutes" >= "report_categories"."report_in_minutes")
);
--> statement-breakpoint
CREATE INDEX `report_categories_position` ON `report_categories` (`position`,`id`);--> statement-breakpoint
CREATE TABLE `report_events` (
	`id` text PRIMARY KEY NOT NULL,
	`report_id` text NOT NULL,
	`whistle_id` text,
	`step` text NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`actor_id` text NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	`why` text DEFAULT '' NOT NULL,
	`details` text,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_events_report` ON `report_events` (`report_id`,`version`,`id`);--> statement-breakpoint
CREATE INDEX `report_events_at` ON `report_events` (`at`,`id`);--> statement-breakpoint
CREATE TABLE `report_follows` (
	`report_id` text NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`report_id`, `person_id`),
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_follows_person` ON `report_follows` (`person_id`,`at`);--> statement-breakpoint
CREATE TABLE `report_photos` (
	`report_id` text NOT NULL,
	`photo_id` text NOT NULL,
	`role` text NOT NULL,
	`whistle_id` text,
	`position` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`report_id`, `photo_id`, `role`),
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_photos_photo` ON `report_photos` (`photo_id`);--> statement-breakpoint
CREATE TABLE `report_questions` (
	`id` text PRIMARY KEY NOT NULL,
	`report_id` text NOT NULL,
	`question` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`answer` text,
	`answered_at` integer,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_questions_report` ON `report_questions` (`report_id`,`asked_at`,`id`);--> statement-breakpoint
CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`kind` text NOT NULL,
	`category_id` text NOT NULL,
	`words` text NOT NULL,
	`public_words` text,
	`answers` text NOT NULL,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`latitude` real,
	`longitude` real,
	`address` text NOT NULL,
	`place_from` text NOT NULL,
	`reporter_id` text,
	`channel` text NOT NULL,
	`urgency` text NOT NULL,
	`matter` text,
	`status` text NOT NULL,
	`waiting_from` text,
	`refusal_reason` text,
	`merged_into` text,
	`split_from` text,
	`is_first` integer,
	`followers` integer DEFAULT 0 NOT NULL,
	`round` integer DEFAULT 1 NOT NULL,
	`hand_backs` integer DEFAULT 0 NOT NULL,
	`escalation` text DEFAULT 'community' NOT NULL,
	`is_public` integer DEFAULT false NOT NULL,
	`search_grams` text DEFAULT '' NOT NULL,
	`filed_at` integer NOT NULL,
	`accepted_at` integer,
	`reported_in_at` integer,
	`resolved_at` integer,
	`closed_at` integer,
	`verdict` text,
	`unpaid` text DEFAULT '' NOT NULL,
	`promised_at` integer,
	`next_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`category_id`) REFERENCES `report_categories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reporter_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reports_position" CHECK(("reports"."latitude" is null) = ("reports"."longitude" is null)),
	CONSTRAINT "reports_merged_elsewhere" CHECK("reports"."merged_into" is null or "reports"."merged_into" <> "reports"."id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_number_unique` ON `reports` (`number`);--> statement-breakpoint
CREATE INDEX `reports_queue` ON `reports` (`status`,`filed_at`,`id`);--> statement-breakpoint
CREATE INDEX `reports_area` ON `reports` (`area_path`,`filed_at`,`id`);--> statement-breakpoint
CREATE INDEX `reports_public` ON `reports` (`is_public`,`filed_at`,`id`);--> statement-breakpoint
CREATE INDEX `reports_public_updated` ON `reports` (`is_public`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `reports_reporter` ON `reports` (`reporter_id`,`filed_at`,`id`);--> statement-breakpoint
CREATE INDEX `reports_category` ON `reports` (`category_id`,`filed_at`,`id`);--> statement-breakpoint
CREATE INDEX `reports_place` ON `reports` (`latitude`,`longitude`);--> statement-breakpoint
CREATE INDEX `reports_next` ON `reports` (`next_at`);--> statement-breakpoint
CREATE INDEX `reports_merged` ON `reports` (`merged_into`);--> statement-breakpoint
CREATE INDEX `reports_unpaid` ON `reports` (`id`) WHERE unpaid <> '';--> statement-breakpoint
CREATE TABLE `whistles` (
	`id` text PRIMARY KEY NOT NULL,
	`report_id` text NOT NULL,
	`round` integer NOT NULL,
	`organization_id` text,
	`area_path` text NOT NULL,
	`centre_path` text NOT NULL,
	`task` text NOT NULL,
	`status` text NOT NULL,
	`officer_id` text,
	`whistled_by` text NOT NULL,
	`whistled_at` integer NOT NULL,
	`report_in_due_at` integer NOT NULL,
	`resolve_due_at` integer NOT NULL,
	`reported_in_at` integer,
	`resolved_at` integer,
	`stopped_at` integer,
	`report_in_left` integer,
	`resolve_left` integer,
	`escalation` text DEFAULT 'none' NOT NULL,
	`next_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "whistles_clocks" CHECK("whistles"."resolve_due_at" >= "whistles"."report_in_due_at")
);
--> statement-breakpoint
CREATE INDEX `whistles_report` ON `whistles` (`report_id`,`round`,`id`);--> statement-breakpoint
CREATE INDEX `whistles_organization` ON `whistles` (`organization_id`,`status`,`resolve_due_at`,`id`);--> statement-breakpoint
CREATE INDEX `whistles_area` ON `whistles` (`area_path`,`status`,`resolve_due_at`,`id`);--> statement-breakpoint
CREATE INDEX `whistles_next` ON `whistles` (`next_at`);--> statement-breakpoint
CREATE INDEX `whistles_due` ON `whistles` (`status`,`resolve_due_at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `whistles_once` ON `whistles` (`report_id`,`round`,`organization_id`);