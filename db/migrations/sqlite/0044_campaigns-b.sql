CREATE TABLE `deliverers` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`person_id` text NOT NULL,
	`named_by` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`ended_by` text,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `deliverers_store` ON `deliverers` (`store_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `deliverers_person` ON `deliverers` (`person_id`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`order_id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`state` text NOT NULL,
	`address_sealed` text,
	`door_code_sealed` text,
	`wrong_codes` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`carrier_id` text,
	`taken_until` integer,
	`asked_at` integer NOT NULL,
	`acts` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "deliveries_erased" CHECK("deliveries"."state" in ('asked', 'taken') or "deliveries"."address_sealed" is null)
);
--> statement-breakpoint
CREATE INDEX `deliveries_store` ON `deliveries` (`store_id`,`state`,`asked_at`);--> statement-breakpoint
CREATE INDEX `deliveries_carrier` ON `deliveries` (`carrier_id`,`state`);--> statement-breakpoint
CREATE TABLE `delivery_events` (
	`order_id` text NOT NULL,
	`act` integer NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`order_id`, `act`),
	FOREIGN KEY (`order_id`) REFERENCES `deliveries`(`order_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `orders` ADD `by_delivery` integer DEFAULT false NOT NULL;