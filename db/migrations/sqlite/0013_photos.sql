CREATE TABLE `photo_events` (
	`id` text PRIMARY KEY NOT NULL,
	`photo_id` text NOT NULL,
	`what` text NOT NULL,
	`boxes` text,
	`reason` text DEFAULT '' NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `photo_events_photo` ON `photo_events` (`photo_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `photo_files` (
	`id` text PRIMARY KEY NOT NULL,
	`doomed_at` integer,
	`removed_at` integer
);
--> statement-breakpoint
CREATE INDEX `photo_files_doomed` ON `photo_files` (`doomed_at`,`id`);--> statement-breakpoint
CREATE TABLE `photo_redactions` (
	`photo_id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`boxes` text NOT NULL,
	`shown_id` text NOT NULL,
	`shown_small_id` text NOT NULL,
	`kept_until` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `photo_redactions_due` ON `photo_redactions` (`status`,`kept_until`);--> statement-breakpoint
CREATE TABLE `photo_viewers` (
	`subject_id` text NOT NULL,
	`organization_id` text NOT NULL,
	PRIMARY KEY(`subject_id`, `organization_id`)
);
--> statement-breakpoint
ALTER TABLE `photo_uses` ADD `role` text;--> statement-breakpoint
ALTER TABLE `photo_uses` ADD `place` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `photo_uses` ADD `is_public` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `photo_uses_owner` ON `photo_uses` (`owner_id`,`at`);--> statement-breakpoint
ALTER TABLE `photos` ADD `d_hash_down` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `photos` ADD `inside_d_hash` text;--> statement-breakpoint
ALTER TABLE `photos` ADD `inside_d_hash_down` text;--> statement-breakpoint
CREATE INDEX `photos_small` ON `photos` (`small_id`);