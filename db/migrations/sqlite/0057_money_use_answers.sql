CREATE TABLE `money_use_answers` (
	`use_id` text PRIMARY KEY NOT NULL,
	`is_confirmed` integer NOT NULL,
	`by_id` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`use_id`) REFERENCES `money_uses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `money_uses` ADD `receipt_number` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `receiving_bodies` ADD `version` integer DEFAULT 1 NOT NULL;