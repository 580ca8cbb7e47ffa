CREATE TABLE `refused_payments` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`tried_id` text NOT NULL,
	`person_id` text,
	`points` integer NOT NULL,
	`reason` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `refused_payments_once` ON `refused_payments` (`tried_id`,`reason`);--> statement-breakpoint
CREATE INDEX `refused_payments_merchant` ON `refused_payments` (`merchant_id`,`at`);--> statement-breakpoint
CREATE INDEX `refused_payments_person` ON `refused_payments` (`person_id`,`at`);