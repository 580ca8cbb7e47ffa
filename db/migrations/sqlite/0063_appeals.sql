DROP INDEX `appeals_claim`;--> statement-breakpoint
CREATE INDEX `appeals_of_claim` ON `appeals` (`claim_id`,`at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_open` ON `appeals` (`claim_id`) WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX `reviews_latest` ON `reviews` (`at`,`id`);