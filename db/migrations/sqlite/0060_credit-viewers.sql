CREATE TABLE `credit_viewers` (
	`view_id` text PRIMARY KEY NOT NULL,
	`link_id` text NOT NULL,
	`person_id` text NOT NULL,
	FOREIGN KEY (`view_id`) REFERENCES `credit_views`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`link_id`) REFERENCES `credit_links`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_viewers_link` ON `credit_viewers` (`link_id`);--> statement-breakpoint
CREATE INDEX `credit_viewers_person` ON `credit_viewers` (`person_id`);--> statement-breakpoint
INSERT INTO `credit_viewers` (`view_id`, `link_id`, `person_id`) SELECT `id`, `link_id`, `person_id` FROM `credit_views`;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_credit_views` (
	`id` text PRIMARY KEY NOT NULL,
	`link_id` text NOT NULL,
	`what` text NOT NULL,
	`fields` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`link_id`) REFERENCES `credit_links`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_credit_views`("id", "link_id", "what", "fields", "at") SELECT "id", "link_id", "what", "fields", "at" FROM `credit_views`;--> statement-breakpoint
DROP TABLE `credit_views`;--> statement-breakpoint
ALTER TABLE `__new_credit_views` RENAME TO `credit_views`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `credit_views_link` ON `credit_views` (`link_id`,`at`);--> statement-breakpoint
CREATE INDEX `credit_links_ended` ON `credit_links` (`ended_at`,`id`);