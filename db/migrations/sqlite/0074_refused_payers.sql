CREATE TABLE `refused_payers` (
	`refused_id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`refused_id`) REFERENCES `refused_payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `refused_payers_person` ON `refused_payers` (`person_id`,`at`);--> statement-breakpoint
CREATE INDEX `refused_payers_at` ON `refused_payers` (`at`);--> statement-breakpoint
INSERT INTO `refused_payers` (`refused_id`, `person_id`, `at`) SELECT `id`, `person_id`, `at` FROM `refused_payments` WHERE `person_id` IS NOT NULL;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_refused_payments` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`tried_id` text NOT NULL,
	`points` integer NOT NULL,
	`reason` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_refused_payments`("id", "merchant_id", "tried_id", "points", "reason", "by_id", "at") SELECT "id", "merchant_id", "tried_id", "points", "reason", "by_id", "at" FROM `refused_payments`;--> statement-breakpoint
DROP TABLE `refused_payments`;--> statement-breakpoint
ALTER TABLE `__new_refused_payments` RENAME TO `refused_payments`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `refused_payments_merchant` ON `refused_payments` (`merchant_id`,`at`);