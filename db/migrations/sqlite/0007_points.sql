CREATE TABLE `trial_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`rule_version_id` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`done` integer NOT NULL,
	`total` integer NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`rule_version_id`) REFERENCES `rule_versions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `trial_runs_state` ON `trial_runs` (`state`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `trial_runs_version` ON `trial_runs` (`rule_version_id`,`at`);--> statement-breakpoint
CREATE TABLE `coverage_marks` (
	`id` text PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`tone` text NOT NULL,
	`from_tone` text,
	`ratio_percent` integer,
	`outstanding` integer NOT NULL,
	`shelf_fen` integer NOT NULL,
	`terms_version_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `coverage_marks_at` ON `coverage_marks` (`at`,`id`);--> statement-breakpoint
ALTER TABLE `orders` ADD `terms_version_id` text DEFAULT 'REDEEM-1' NOT NULL;