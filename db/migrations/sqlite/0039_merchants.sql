CREATE TABLE `merchant_checks` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`kind` text NOT NULL,
	`result` text NOT NULL,
	`note` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `merchant_checks_merchant` ON `merchant_checks` (`merchant_id`,`at`);--> statement-breakpoint
CREATE TABLE `merchant_complaint_events` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`by_id` text NOT NULL,
	`details` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `merchant_complaints`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `merchant_complaint_events_complaint` ON `merchant_complaint_events` (`complaint_id`,`at`);--> statement-breakpoint
CREATE TABLE `merchant_complaints` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`merchant_id` text NOT NULL,
	`person_id` text,
	`kind` text NOT NULL,
	`what` text NOT NULL,
	`happened_on` text NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	`answer_due_at` integer NOT NULL,
	`answer` text DEFAULT '' NOT NULL,
	`answered_at` integer,
	`decide_due_at` integer NOT NULL,
	`inspected_by` text,
	`inspected_at` integer,
	`inspection` text DEFAULT '' NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decision` text DEFAULT '' NOT NULL,
	`appeal_until` integer,
	`appeal_why` text DEFAULT '' NOT NULL,
	`appealed_at` integer,
	`appeal_due_at` integer,
	`appeal_decided_by` text,
	`appeal_decided_at` integer,
	`appeal_answer` text DEFAULT '' NOT NULL,
	`merged_into` text,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "merchant_complaints_merged" CHECK(("merchant_complaints"."state" = 'merged') = ("merchant_complaints"."merged_into" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `merchant_complaints_number_unique` ON `merchant_complaints` (`number`);--> statement-breakpoint
CREATE INDEX `merchant_complaints_merchant` ON `merchant_complaints` (`merchant_id`,`state`);--> statement-breakpoint
CREATE INDEX `merchant_complaints_person` ON `merchant_complaints` (`person_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `merchant_complaints_same` ON `merchant_complaints` (`merchant_id`,`person_id`,`kind`,`happened_on`);--> statement-breakpoint
CREATE TABLE `merchant_disputes` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`check_id` text NOT NULL,
	`why` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`outcome` text,
	`answer` text DEFAULT '' NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`check_id`) REFERENCES `merchant_checks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `merchant_disputes_check_id_unique` ON `merchant_disputes` (`check_id`);--> statement-breakpoint
CREATE INDEX `merchant_disputes_merchant` ON `merchant_disputes` (`merchant_id`,`at`);--> statement-breakpoint
CREATE TABLE `merchant_events` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`by_id` text NOT NULL,
	`why` text DEFAULT '' NOT NULL,
	`details` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `merchant_events_merchant` ON `merchant_events` (`merchant_id`,`at`);--> statement-breakpoint
CREATE TABLE `merchant_licences` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`valid_until` text,
	`state` text NOT NULL,
	`sent_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`why` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `merchant_licences_merchant` ON `merchant_licences` (`merchant_id`,`sent_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `merchant_licences_open` ON `merchant_licences` (`merchant_id`) WHERE state = 'sent';--> statement-breakpoint
CREATE TABLE `merchant_scores` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`score` integer NOT NULL,
	`level` text NOT NULL,
	`parts` text NOT NULL,
	`terms_version_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "merchant_scores_range" CHECK("merchant_scores"."score" between 0 and 100)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `merchant_scores_merchant` ON `merchant_scores` (`merchant_id`,`seq`);--> statement-breakpoint
CREATE TABLE `merchants` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`unified_code` text NOT NULL,
	`kind` text NOT NULL,
	`address` text NOT NULL,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`owner_id` text NOT NULL,
	`state` text NOT NULL,
	`licence_until` text,
	`licence_reminder` integer,
	`review_due_on` text,
	`review_reminder` integer,
	`approved_at` integer,
	`is_listed` integer DEFAULT false NOT NULL,
	`facts_seen` integer DEFAULT 0 NOT NULL,
	`scored_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `merchants_number_unique` ON `merchants` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `merchants_live_code` ON `merchants` (`unified_code`) WHERE state in ('applied', 'returned', 'active', 'suspended', 'lapsed');--> statement-breakpoint
CREATE INDEX `merchants_area` ON `merchants` (`area_path`,`state`);--> statement-breakpoint
CREATE INDEX `merchants_owner` ON `merchants` (`owner_id`);--> statement-breakpoint
CREATE INDEX `merchants_state` ON `merchants` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `merchants_scored` ON `merchants` (`scored_at`,`id`);--> statement-breakpoint
CREATE INDEX `merchants_licence` ON `merchants` (`licence_until`,`id`);--> statement-breakpoint
CREATE INDEX `merchants_review` ON `merchants` (`review_due_on`,`id`);