CREATE TABLE `credit_consents` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`link_id` text NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`text_version` text NOT NULL,
	`content` text NOT NULL,
	`at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`link_id`) REFERENCES `credit_links`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credit_consents_number_unique` ON `credit_consents` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `credit_consents_open` ON `credit_consents` (`link_id`,`kind`) WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX `credit_consents_person` ON `credit_consents` (`person_id`,`at`);--> statement-breakpoint
CREATE TABLE `credit_disputes` (
	`id` text PRIMARY KEY NOT NULL,
	`loan_id` text NOT NULL,
	`why` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	`answer` text DEFAULT '' NOT NULL,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`loan_id`) REFERENCES `credit_loans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credit_disputes_open` ON `credit_disputes` (`loan_id`) WHERE answered_at is null;--> statement-breakpoint
CREATE TABLE `credit_link_events` (
	`id` text PRIMARY KEY NOT NULL,
	`link_id` text NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`by_id` text NOT NULL,
	`details` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`link_id`) REFERENCES `credit_links`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_link_events_link` ON `credit_link_events` (`link_id`,`at`);--> statement-breakpoint
CREATE TABLE `credit_links` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`bank_id` text NOT NULL,
	`purpose` text NOT NULL,
	`fields` text NOT NULL,
	`days` integer NOT NULL,
	`state` text NOT NULL,
	`secret_hash` text,
	`secret_sealed` text,
	`credential_id` text,
	`views` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`ended_at` integer,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bank_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`credential_id`) REFERENCES `credentials`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "credit_links_open" CHECK(("credit_links"."state" = 'presented') = ("credit_links"."secret_hash" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credit_links_secret_hash_unique` ON `credit_links` (`secret_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `credit_links_live` ON `credit_links` (`merchant_id`,`bank_id`) WHERE state in ('requested', 'previewed', 'consented', 'presented');--> statement-breakpoint
CREATE INDEX `credit_links_owner` ON `credit_links` (`owner_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `credit_links_bank` ON `credit_links` (`bank_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `credit_links_state` ON `credit_links` (`state`,`expires_at`);--> statement-breakpoint
CREATE TABLE `credit_loan_events` (
	`id` text PRIMARY KEY NOT NULL,
	`loan_id` text NOT NULL,
	`step` text NOT NULL,
	`to_state` text NOT NULL,
	`by_id` text NOT NULL,
	`why` text DEFAULT '' NOT NULL,
	`amount_yuan` integer,
	`term_months` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`loan_id`) REFERENCES `credit_loans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_loan_events_loan` ON `credit_loan_events` (`loan_id`,`at`);--> statement-breakpoint
CREATE TABLE `credit_loans` (
	`id` text PRIMARY KEY NOT NULL,
	`link_id` text NOT NULL,
	`state` text NOT NULL,
	`amount_yuan` integer,
	`term_months` integer,
	`granted_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`link_id`) REFERENCES `credit_links`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "credit_loans_amount" CHECK("credit_loans"."amount_yuan" is null or "credit_loans"."amount_yuan" > 0),
	CONSTRAINT "credit_loans_term" CHECK("credit_loans"."term_months" is null or "credit_loans"."term_months" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credit_loans_link_id_unique` ON `credit_loans` (`link_id`);--> statement-breakpoint
CREATE INDEX `credit_loans_granted` ON `credit_loans` (`granted_at`,`id`);--> statement-breakpoint
CREATE TABLE `credit_views` (
	`id` text PRIMARY KEY NOT NULL,
	`link_id` text NOT NULL,
	`person_id` text NOT NULL,
	`what` text NOT NULL,
	`fields` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`link_id`) REFERENCES `credit_links`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_views_link` ON `credit_views` (`link_id`,`at`);--> statement-breakpoint
CREATE INDEX `credit_views_person` ON `credit_views` (`person_id`,`at`);