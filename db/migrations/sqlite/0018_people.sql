CREATE TABLE `earlier_stays` (
	`claim_id` text NOT NULL,
	`number` integer NOT NULL,
	`in_at` integer NOT NULL,
	`in_way` text NOT NULL,
	`in_band` text NOT NULL,
	`in_by` text NOT NULL,
	`out_at` integer NOT NULL,
	`out_way` text NOT NULL,
	`out_band` text NOT NULL,
	`out_by` text NOT NULL,
	PRIMARY KEY(`claim_id`, `number`),
	FOREIGN KEY (`claim_id`) REFERENCES `claims`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "earlier_stays_span" CHECK("earlier_stays"."out_at" >= "earlier_stays"."in_at")
);
--> statement-breakpoint
ALTER TABLE `reviews` ADD `lowered_from` integer;--> statement-breakpoint
ALTER TABLE `reviews` ADD `lowered_to` integer;