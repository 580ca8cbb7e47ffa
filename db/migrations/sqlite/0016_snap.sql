CREATE TABLE `draft_photos` (
	`form_id` text NOT NULL,
	`photo_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`role` text NOT NULL,
	`position` integer NOT NULL,
	`prepared` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`form_id`, `photo_id`)
);
--> statement-breakpoint
CREATE INDEX `draft_photos_expiry` ON `draft_photos` (`expires_at`);--> statement-breakpoint
CREATE TABLE `report_subscriptions` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`category_id` text,
	`topic` text NOT NULL,
	`created_at` integer NOT NULL,
	`told_up_to` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`category_id`) REFERENCES `report_categories`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_subscriptions_topic` ON `report_subscriptions` (`person_id`,`topic`);--> statement-breakpoint
CREATE INDEX `report_subscriptions_told` ON `report_subscriptions` (`told_up_to`,`id`);--> statement-breakpoint
ALTER TABLE `reports` ADD `again_of` text;--> statement-breakpoint
CREATE INDEX `reports_public_accepted` ON `reports` (`is_public`,`accepted_at`,`id`);