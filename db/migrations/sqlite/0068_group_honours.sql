ALTER TABLE `nominations` ADD `household_id` text REFERENCES households(id);--> statement-breakpoint
ALTER TABLE `nominations` ADD `merchant_id` text REFERENCES merchants(id);--> statement-breakpoint
CREATE INDEX `nominations_household` ON `nominations` (`household_id`,`class_id`,`id`);--> statement-breakpoint
CREATE INDEX `nominations_merchant` ON `nominations` (`merchant_id`,`class_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `nominations_household_once` ON `nominations` (`class_id`,`household_id`) WHERE state in ('nominated', 'eligible', 'voting', 'reviewed', 'noticed', 'decided');--> statement-breakpoint
CREATE UNIQUE INDEX `nominations_merchant_once` ON `nominations` (`class_id`,`merchant_id`) WHERE state in ('nominated', 'eligible', 'voting', 'reviewed', 'noticed', 'decided');