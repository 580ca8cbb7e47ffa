CREATE TABLE `merchant_words` (
	`of_id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`words` text NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `merchant_words_merchant` ON `merchant_words` (`merchant_id`);--> statement-breakpoint
INSERT INTO `merchant_words` (`of_id`, `merchant_id`, `words`) SELECT `id`, `merchant_id`, `why` FROM `merchant_events` WHERE `why` <> '';--> statement-breakpoint
INSERT INTO `merchant_words` (`of_id`, `merchant_id`, `words`) SELECT `id`, `merchant_id`, `note` FROM `merchant_checks` WHERE `note` <> '';--> statement-breakpoint
ALTER TABLE `merchant_checks` DROP COLUMN `note`;--> statement-breakpoint
ALTER TABLE `merchant_events` DROP COLUMN `why`;