CREATE TABLE `charity_gifts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`giver_id` text NOT NULL,
	`area_id` text NOT NULL,
	`household_id` text,
	`pairing_id` text,
	`points` integer NOT NULL,
	`words` text NOT NULL,
	`store_id` text,
	`goods` text,
	`order_id` text,
	`state` text NOT NULL,
	`given_in` text NOT NULL,
	`received_in` text,
	`offered_at` integer NOT NULL,
	`lapses_at` integer NOT NULL,
	`closed_at` integer,
	`acts` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`giver_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`pairing_id`) REFERENCES `support_pairings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "charity_gifts_points" CHECK("charity_gifts"."points" > 0),
	CONSTRAINT "charity_gifts_to" CHECK(("charity_gifts"."kind" = 'pool') = ("charity_gifts"."household_id" is null))
);
--> statement-breakpoint
CREATE INDEX `charity_gifts_giver` ON `charity_gifts` (`giver_id`,`given_in`,`id`);--> statement-breakpoint
CREATE INDEX `charity_gifts_household` ON `charity_gifts` (`household_id`,`received_in`,`id`);--> statement-breakpoint
CREATE INDEX `charity_gifts_area` ON `charity_gifts` (`area_id`,`kind`,`id`);--> statement-breakpoint
CREATE INDEX `charity_gifts_due` ON `charity_gifts` (`state`,`lapses_at`);--> statement-breakpoint
CREATE TABLE `household_events` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`household_id` text,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `household_events_subject` ON `household_events` (`subject`,`subject_id`,`id`);--> statement-breakpoint
CREATE INDEX `household_events_household` ON `household_events` (`household_id`,`id`);--> statement-breakpoint
CREATE TABLE `household_members` (
	`id` text PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`person_id` text NOT NULL,
	`state` text NOT NULL,
	`may_spend` integer NOT NULL,
	`invited_by` text NOT NULL,
	`at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `household_members_one` ON `household_members` (`person_id`) WHERE state = 'joined';--> statement-breakpoint
CREATE UNIQUE INDEX `household_members_once` ON `household_members` (`household_id`,`person_id`) WHERE state in ('invited', 'joined');--> statement-breakpoint
CREATE INDEX `household_members_person` ON `household_members` (`person_id`,`at`);--> statement-breakpoint
CREATE TABLE `household_relatives` (
	`id` text PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`person_id` text NOT NULL,
	`declared_by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `household_relatives_once` ON `household_relatives` (`household_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `households` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`area_id` text NOT NULL,
	`head_id` text NOT NULL,
	`state` text NOT NULL,
	`paper` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`head_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `households_number_unique` ON `households` (`number`);--> statement-breakpoint
CREATE INDEX `households_area` ON `households` (`area_id`,`state`,`id`);--> statement-breakpoint
CREATE TABLE `pairing_visits` (
	`id` text PRIMARY KEY NOT NULL,
	`pairing_id` text NOT NULL,
	`visited_on` text NOT NULL,
	`words` text NOT NULL,
	`photo_id` text,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`pairing_id`) REFERENCES `support_pairings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `pairing_visits_pairing` ON `pairing_visits` (`pairing_id`,`visited_on`,`id`);--> statement-breakpoint
CREATE TABLE `pool_decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`area_id` text NOT NULL,
	`household_id` text NOT NULL,
	`points` integer NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`proposed_by` text NOT NULL,
	`decided_by` text,
	`answer` text,
	`received_in` text,
	`at` integer NOT NULL,
	`decided_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "pool_decisions_points" CHECK("pool_decisions"."points" > 0),
	CONSTRAINT "pool_decisions_two" CHECK("pool_decisions"."decided_by" is null or "pool_decisions"."decided_by" <> "pool_decisions"."proposed_by")
);
--> statement-breakpoint
CREATE INDEX `pool_decisions_area` ON `pool_decisions` (`area_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `pool_decisions_household` ON `pool_decisions` (`household_id`,`received_in`,`id`);--> statement-breakpoint
CREATE TABLE `support_pairings` (
	`id` text PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`supporter_id` text NOT NULL,
	`organization_id` text,
	`duty` text NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text NOT NULL,
	`state` text NOT NULL,
	`supporter_agreed_at` integer,
	`household_agreed_at` integer,
	`paper` text,
	`proposed_by` text NOT NULL,
	`approved_by` text,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`supporter_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "support_pairings_days" CHECK("support_pairings"."starts_on" <= "support_pairings"."ends_on")
);
--> statement-breakpoint
CREATE INDEX `support_pairings_household` ON `support_pairings` (`household_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `support_pairings_supporter` ON `support_pairings` (`supporter_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `support_pairings_ending` ON `support_pairings` (`state`,`ends_on`);--> statement-breakpoint
CREATE UNIQUE INDEX `support_pairings_once` ON `support_pairings` (`household_id`,`supporter_id`) WHERE state in ('proposed', 'active');--> statement-breakpoint
ALTER TABLE `orders` ADD `purse_id` text;--> statement-breakpoint
CREATE INDEX `orders_purse` ON `orders` (`purse_id`,`placed_at`) WHERE purse_id is not null;--> statement-breakpoint
CREATE INDEX `purses_pools` ON `purses` (`owner_id`) WHERE kind = 'pool';