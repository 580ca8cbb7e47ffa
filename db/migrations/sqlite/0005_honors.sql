CREATE TABLE `credential_events` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_id` text NOT NULL,
	`what` text NOT NULL,
	`why` text DEFAULT '' NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `credential_events_subject` ON `credential_events` (`subject_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `credentials` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`person_id` text,
	`key_id` text NOT NULL,
	`list` integer NOT NULL,
	`place` integer NOT NULL,
	`token_sealed` text,
	`issued_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`key_id`) REFERENCES `signing_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credentials_place` ON `credentials` (`list`,`place`);--> statement-breakpoint
CREATE INDEX `credentials_subject` ON `credentials` (`subject_id`,`issued_at`,`id`);--> statement-breakpoint
CREATE INDEX `credentials_person` ON `credentials` (`person_id`,`issued_at`,`id`);--> statement-breakpoint
CREATE TABLE `signing_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`slot` text,
	`public_jwk` text NOT NULL,
	`private_sealed` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`retired_by` text,
	`retired_at` integer,
	`retired_why` text,
	CONSTRAINT "signing_keys_retired" CHECK(("signing_keys"."slot" is null) = ("signing_keys"."retired_at" is not null) and ("signing_keys"."private_sealed" is null) = ("signing_keys"."retired_at" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `signing_keys_slot_unique` ON `signing_keys` (`slot`);