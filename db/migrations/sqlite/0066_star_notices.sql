CREATE TABLE `star_notices` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`stars` integer NOT NULL,
	`minutes` integer NOT NULL,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`show_name` integer NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	`notice_ends_at` integer NOT NULL,
	`ended_by` text,
	`ended_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "star_notices_stars" CHECK("star_notices"."stars" between 1 and 5)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `star_notices_once` ON `star_notices` (`person_id`,`stars`) WHERE state in ('noticed', 'granted');--> statement-breakpoint
CREATE INDEX `star_notices_state` ON `star_notices` (`state`,`notice_ends_at`,`id`);--> statement-breakpoint
CREATE INDEX `star_notices_person` ON `star_notices` (`person_id`,`at`);--> statement-breakpoint
CREATE TABLE `star_objections` (
	`id` text PRIMARY KEY NOT NULL,
	`notice_id` text NOT NULL,
	`person_id` text NOT NULL,
	`why` text NOT NULL,
	`at` integer NOT NULL,
	`outcome` text,
	`answer` text DEFAULT '' NOT NULL,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`notice_id`) REFERENCES `star_notices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `star_objections_once` ON `star_objections` (`notice_id`,`person_id`);