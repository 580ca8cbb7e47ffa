CREATE TABLE `credit_loan_words` (
	`event_id` text PRIMARY KEY NOT NULL,
	`loan_id` text NOT NULL,
	`words` text NOT NULL,
	FOREIGN KEY (`event_id`) REFERENCES `credit_loan_events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`loan_id`) REFERENCES `credit_loans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_loan_words_loan` ON `credit_loan_words` (`loan_id`);--> statement-breakpoint
DROP INDEX `credit_loans_granted`;--> statement-breakpoint
INSERT INTO `credit_loan_words` (`event_id`, `loan_id`, `words`) SELECT `id`, `loan_id`, `why` FROM `credit_loan_events` WHERE `why` <> '';--> statement-breakpoint
ALTER TABLE `credit_loan_events` DROP COLUMN `why`;