CREATE TABLE `organization_events` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `organization_events_organization` ON `organization_events` (`organization_id`,`id`);--> statement-breakpoint
CREATE TABLE `organizations` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`duties` text DEFAULT '' NOT NULL,
	`ended_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `organizations_area` ON `organizations` (`area_path`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `organizations_name` ON `organizations` (`area_id`,`kind`,`name`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_grants` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`area_id` text,
	`store_id` text,
	`organization_id` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`granted_by` text NOT NULL,
	`granted_at` integer NOT NULL,
	`ended_by` text,
	`reason` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "grants_place" CHECK(case when "__new_grants"."area_id" is null then 0 else 1 end + case when "__new_grants"."store_id" is null then 0 else 1 end + case when "__new_grants"."organization_id" is null then 0 else 1 end = 1),
	CONSTRAINT "grants_term" CHECK("__new_grants"."ends_at" is null or "__new_grants"."ends_at" >= "__new_grants"."starts_at")
);
--> statement-breakpoint
INSERT INTO `__new_grants`("id", "person_id", "role", "area_id", "store_id", "starts_at", "ends_at", "granted_by", "granted_at", "ended_by", "reason") SELECT "id", "person_id", "role", "area_id", "store_id", "starts_at", "ends_at", "granted_by", "granted_at", "ended_by", "reason" FROM `grants`;--> statement-breakpoint
DROP TABLE `grants`;--> statement-breakpoint
ALTER TABLE `__new_grants` RENAME TO `grants`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `grants_person` ON `grants` (`person_id`);--> statement-breakpoint
CREATE INDEX `grants_area` ON `grants` (`area_id`);--> statement-breakpoint
CREATE INDEX `grants_organization` ON `grants` (`organization_id`);