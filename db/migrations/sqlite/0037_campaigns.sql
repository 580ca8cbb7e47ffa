CREATE TABLE `campaign_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`campaign_id` text NOT NULL,
	`person_id` text NOT NULL,
	`number` integer NOT NULL,
	`receipt` text NOT NULL,
	`store_id` text NOT NULL,
	`state` text NOT NULL,
	`passed_for` text,
	`order_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_entries_person` ON `campaign_entries` (`campaign_id`,`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_entries_number` ON `campaign_entries` (`campaign_id`,`number`);--> statement-breakpoint
CREATE INDEX `campaign_entries_own` ON `campaign_entries` (`person_id`,`at`);--> statement-breakpoint
CREATE TABLE `campaign_events` (
	`campaign_id` text NOT NULL,
	`act` integer NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `act`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `campaign_stores` (
	`campaign_id` text NOT NULL,
	`store_id` text NOT NULL,
	`quantity` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `store_id`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "campaign_stores_quantity" CHECK("campaign_stores"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`words` text NOT NULL,
	`item_id` text NOT NULL,
	`mode` text NOT NULL,
	`area_id` text NOT NULL,
	`per_person` integer NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`state` text NOT NULL,
	`queue_reason` text,
	`version` integer DEFAULT 1 NOT NULL,
	`acts` integer DEFAULT 0 NOT NULL,
	`last_entry` integer DEFAULT 0 NOT NULL,
	`secret_sealed` text,
	`commitment` text,
	`entry_count` integer,
	`entries_hash` text,
	`secret` text,
	`digest` text,
	`seed` text,
	`drawn_at` integer,
	`called` integer DEFAULT 0 NOT NULL,
	`told` integer DEFAULT 0 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "campaigns_per_person" CHECK("campaigns"."per_person" > 0),
	CONSTRAINT "campaigns_times" CHECK("campaigns"."opens_at" < "campaigns"."closes_at" and "campaigns"."closes_at" <= "campaigns"."ends_at")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `campaigns_number_unique` ON `campaigns` (`number`);--> statement-breakpoint
CREATE INDEX `campaigns_state` ON `campaigns` (`state`,`closes_at`);--> statement-breakpoint
CREATE TABLE `draw_places` (
	`campaign_id` text NOT NULL,
	`place` integer NOT NULL,
	`number` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `place`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `draw_places_number` ON `draw_places` (`campaign_id`,`number`);--> statement-breakpoint
ALTER TABLE `orders` ADD `campaign_id` text REFERENCES campaigns(id);--> statement-breakpoint
CREATE INDEX `orders_campaign` ON `orders` (`campaign_id`,`person_id`);