CREATE TABLE `use_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`line_id` text NOT NULL,
	`state` text NOT NULL,
	`reason` text NOT NULL,
	`for_area_id` text,
	`for_need` integer NOT NULL,
	`purpose` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`paper_photo_id` text,
	`paper_by` text,
	`way` text,
	`ended_by` text,
	`ended_at` integer,
	FOREIGN KEY (`line_id`) REFERENCES `donation_lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`for_area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`paper_photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "use_changes_paper" CHECK(("use_changes"."paper_photo_id" is null) = ("use_changes"."paper_by" is null)),
	CONSTRAINT "use_changes_agreed" CHECK("use_changes"."state" <> 'agreed' or "use_changes"."way" is not null)
);
--> statement-breakpoint
CREATE INDEX `use_changes_line` ON `use_changes` (`line_id`,`id`);--> statement-breakpoint
ALTER TABLE `donation_lines` DROP COLUMN `version`;