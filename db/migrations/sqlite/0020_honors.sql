CREATE TABLE `award_class_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`class_id` text NOT NULL,
	`version` integer NOT NULL,
	`zh` text NOT NULL,
	`en` text NOT NULL,
	`gives` text NOT NULL,
	`subject_kind` text NOT NULL,
	`criteria` text NOT NULL,
	`evidence_asked` text NOT NULL,
	`quota_per_year` integer,
	`notice_days` integer NOT NULL,
	`quorum` integer NOT NULL,
	`percent_for` integer NOT NULL,
	`valid_months` integer,
	`is_open` integer NOT NULL,
	`why` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`class_id`) REFERENCES `award_classes`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "award_class_versions_notice" CHECK("award_class_versions"."notice_days" >= 5),
	CONSTRAINT "award_class_versions_votes" CHECK("award_class_versions"."quorum" >= 3 and "award_class_versions"."percent_for" between 51 and 100)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `award_class_versions_number` ON `award_class_versions` (`class_id`,`version`);--> statement-breakpoint
CREATE TABLE `award_classes` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `award_events` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_id` text NOT NULL,
	`what` text NOT NULL,
	`details` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `award_events_subject` ON `award_events` (`subject_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `award_years` (
	`class_id` text NOT NULL,
	`year` text NOT NULL,
	`taken` integer NOT NULL,
	PRIMARY KEY(`class_id`, `year`),
	FOREIGN KEY (`class_id`) REFERENCES `award_classes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `ballots` (
	`nomination_id` text NOT NULL,
	`person_id` text NOT NULL,
	`vote` text NOT NULL,
	`grade` text,
	`why` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`nomination_id`, `person_id`),
	FOREIGN KEY (`nomination_id`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ballots_grade" CHECK("ballots"."grade" is null or "ballots"."vote" = 'for')
);
--> statement-breakpoint
CREATE TABLE `merit_records` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`nomination_id` text NOT NULL,
	`grade` text NOT NULL,
	`merit` integer NOT NULL,
	`title` text NOT NULL,
	`facts` text NOT NULL,
	`panel_id` text NOT NULL,
	`panel_name` text NOT NULL,
	`area_path` text NOT NULL,
	`decided_by` text NOT NULL,
	`corrects` text,
	`why` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`nomination_id`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "merit_records_merit" CHECK(abs("merit_records"."merit") in (1, 3, 9) and ("merit_records"."merit" > 0) = ("merit_records"."corrects" is null))
);
--> statement-breakpoint
CREATE INDEX `merit_records_person` ON `merit_records` (`person_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `merit_records_at` ON `merit_records` (`at`,`id`);--> statement-breakpoint
CREATE TABLE `nomination_events` (
	`id` text PRIMARY KEY NOT NULL,
	`nomination_id` text NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`by_id` text NOT NULL,
	`why` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`nomination_id`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `nomination_events_nomination` ON `nomination_events` (`nomination_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `nominations` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`class_id` text NOT NULL,
	`class_version_id` text NOT NULL,
	`group_name` text,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`facts` text NOT NULL,
	`nominated_by` text NOT NULL,
	`state` text NOT NULL,
	`figures` text,
	`checked_by` text,
	`panel_id` text,
	`grade` text,
	`points` integer DEFAULT 0 NOT NULL,
	`notice_text` text,
	`notice_ends_at` integer,
	`decided_by` text,
	`year` text,
	`award_number` text,
	`issued_at` integer,
	`valid_until` integer,
	`revoked_by` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`class_id`) REFERENCES `award_classes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`class_version_id`) REFERENCES `award_class_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`nominated_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "nominations_points" CHECK("nominations"."points" = 0 or "nominations"."points" between 50 and 200)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `nominations_number_unique` ON `nominations` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `nominations_award_number_unique` ON `nominations` (`award_number`);--> statement-breakpoint
CREATE INDEX `nominations_state` ON `nominations` (`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `nominations_nominator` ON `nominations` (`nominated_by`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `nominations_class` ON `nominations` (`class_id`,`year`,`id`);--> statement-breakpoint
CREATE TABLE `nominees` (
	`nomination_id` text NOT NULL,
	`person_id` text NOT NULL,
	`answer` text NOT NULL,
	`show_name` integer NOT NULL,
	`answered_at` integer,
	PRIMARY KEY(`nomination_id`, `person_id`),
	FOREIGN KEY (`nomination_id`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `nominees_person` ON `nominees` (`person_id`);--> statement-breakpoint
CREATE TABLE `objections` (
	`id` text PRIMARY KEY NOT NULL,
	`nomination_id` text NOT NULL,
	`person_id` text NOT NULL,
	`why` text NOT NULL,
	`at` integer NOT NULL,
	`outcome` text,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`nomination_id`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `objections_once` ON `objections` (`nomination_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `panel_members` (
	`panel_id` text NOT NULL,
	`person_id` text NOT NULL,
	`is_chair` integer NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	PRIMARY KEY(`panel_id`, `person_id`),
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `panel_members_person` ON `panel_members` (`person_id`);--> statement-breakpoint
CREATE TABLE `panels` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`is_open` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
);
