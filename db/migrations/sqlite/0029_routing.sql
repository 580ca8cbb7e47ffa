CREATE TABLE `routing_events` (
	`id` text PRIMARY KEY NOT NULL,
	`version_id` text NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`version_id`) REFERENCES `routing_versions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `routing_events_version` ON `routing_events` (`version_id`,`id`);--> statement-breakpoint
CREATE TABLE `routing_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `routing_rules_area` ON `routing_rules` (`area_path`,`id`);--> statement-breakpoint
CREATE TABLE `routing_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`rule_id` text NOT NULL,
	`number` integer NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`terms` text NOT NULL,
	`state` text NOT NULL,
	`starts_on` text,
	`ends_on` text,
	`trial` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`rule_id`) REFERENCES `routing_rules`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `routing_versions_number` ON `routing_versions` (`rule_id`,`number`);--> statement-breakpoint
CREATE INDEX `routing_versions_start` ON `routing_versions` (`state`,`starts_on`);