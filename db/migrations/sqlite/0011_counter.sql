CREATE TABLE `discrepancies` (
	`id` text PRIMARY KEY NOT NULL,
	`keeper_id` text NOT NULL,
	`scan_id` text NOT NULL,
	`store_id` text NOT NULL,
	`order_id` text,
	`outcome` text NOT NULL,
	`details` text NOT NULL,
	`pieces` text NOT NULL,
	`claimed_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`state` text NOT NULL,
	`acts` integer DEFAULT 0 NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`keeper_id`,`scan_id`) REFERENCES `scans`(`keeper_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `discrepancies_scan` ON `discrepancies` (`keeper_id`,`scan_id`);--> statement-breakpoint
CREATE INDEX `discrepancies_store` ON `discrepancies` (`store_id`,`state`,`received_at`);--> statement-breakpoint
CREATE TABLE `discrepancy_events` (
	`discrepancy_id` text NOT NULL,
	`act` integer NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`discrepancy_id`, `act`),
	FOREIGN KEY (`discrepancy_id`) REFERENCES `discrepancies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `scans` ADD `claimed_at` integer;