CREATE TABLE `donation_events` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_id` text NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text,
	`reason` text DEFAULT '' NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `donation_events_subject` ON `donation_events` (`subject_id`,`id`);--> statement-breakpoint
CREATE TABLE `donation_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`donation_id` text NOT NULL,
	`place` integer NOT NULL,
	`kind` text NOT NULL,
	`item_id` text,
	`name` text NOT NULL,
	`unit` text NOT NULL,
	`quantity` integer NOT NULL,
	`grams` integer,
	`unit_value_fen` integer NOT NULL,
	`expires_on` text,
	`free_from` text,
	`free_until` text,
	`for_area_id` text,
	`for_need` integer DEFAULT false NOT NULL,
	`purpose` text DEFAULT '' NOT NULL,
	`rejected` integer DEFAULT 0 NOT NULL,
	`rejected_why` text DEFAULT '' NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`donation_id`) REFERENCES `donations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`for_area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "donation_lines_quantity" CHECK("donation_lines"."quantity" > 0),
	CONSTRAINT "donation_lines_value" CHECK("donation_lines"."unit_value_fen" >= 0),
	CONSTRAINT "donation_lines_rejected" CHECK("donation_lines"."rejected" >= 0 and "donation_lines"."rejected" <= "donation_lines"."quantity"),
	CONSTRAINT "donation_lines_item" CHECK(("donation_lines"."kind" = 'goods') = ("donation_lines"."item_id" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `donation_lines_place` ON `donation_lines` (`donation_id`,`place`);--> statement-breakpoint
CREATE TABLE `donations` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text,
	`donor_id` text NOT NULL,
	`body_id` text NOT NULL,
	`body_name` text NOT NULL,
	`body_legal_kind` text NOT NULL,
	`body_credit_code` text NOT NULL,
	`store_id` text NOT NULL,
	`state` text NOT NULL,
	`given_on` text NOT NULL,
	`receipt_waived` integer DEFAULT false NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`received_by` text NOT NULL,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`donor_id`) REFERENCES `donors`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`body_id`) REFERENCES `receiving_bodies`(`organization_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `donations_number_unique` ON `donations` (`number`);--> statement-breakpoint
CREATE INDEX `donations_donor` ON `donations` (`donor_id`,`id`);--> statement-breakpoint
CREATE INDEX `donations_store` ON `donations` (`store_id`,`id`);--> statement-breakpoint
CREATE TABLE `donors` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name_sealed` text,
	`phone_sealed` text,
	`credit_code` text DEFAULT '' NOT NULL,
	`person_id` text,
	`wall_name` text,
	`wall_consent_at` integer,
	`area_path` text NOT NULL,
	`link_version` integer DEFAULT 1 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `donors_person` ON `donors` (`person_id`);--> statement-breakpoint
CREATE INDEX `donors_area` ON `donors` (`area_path`,`id`);--> statement-breakpoint
CREATE TABLE `money_uses` (
	`id` text PRIMARY KEY NOT NULL,
	`line_id` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`what` text NOT NULL,
	`used_on` text NOT NULL,
	`entered_by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`line_id`) REFERENCES `donation_lines`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "money_uses_amount" CHECK("money_uses"."amount_fen" <> 0)
);
--> statement-breakpoint
CREATE INDEX `money_uses_line` ON `money_uses` (`line_id`,`id`);--> statement-breakpoint
CREATE TABLE `receiving_bodies` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`legal_kind` text NOT NULL,
	`credit_code` text NOT NULL,
	`emergency` text DEFAULT '' NOT NULL,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `stock_lots` ADD `source_id` text;--> statement-breakpoint
CREATE INDEX `stock_lots_source` ON `stock_lots` (`source_id`);