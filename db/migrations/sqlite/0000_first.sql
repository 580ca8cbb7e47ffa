CREATE TABLE `area_events` (
	`id` text PRIMARY KEY NOT NULL,
	`area_id` text NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `area_events_area` ON `area_events` (`area_id`,`id`);--> statement-breakpoint
CREATE TABLE `areas` (
	`id` text PRIMARY KEY NOT NULL,
	`parent_id` text,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`path` text NOT NULL,
	`residents` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "areas_residents" CHECK("areas"."residents" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `areas_path_unique` ON `areas` (`path`);--> statement-breakpoint
CREATE INDEX `areas_parent` ON `areas` (`parent_id`);--> statement-breakpoint
CREATE TABLE `boards` (
	`area_id` text PRIMARY KEY NOT NULL,
	`officers` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `back_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`title` text NOT NULL,
	`day` text NOT NULL,
	`starts_at` integer NOT NULL,
	`minutes` integer NOT NULL,
	`place` text NOT NULL,
	`beneficiary` text NOT NULL,
	`content` text NOT NULL,
	`reason` text NOT NULL,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`unit_id` text NOT NULL,
	`state` text NOT NULL,
	`proposed_by` text NOT NULL,
	`approved_by` text,
	`notice_ends_at` integer,
	`committed_points` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "back_entries_quarters" CHECK("back_entries"."minutes" > 0 and "back_entries"."minutes" % 15 = 0)
);
--> statement-breakpoint
CREATE INDEX `back_entries_state` ON `back_entries` (`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `back_entries_proposer` ON `back_entries` (`proposed_by`,`id`);--> statement-breakpoint
CREATE INDEX `back_entries_person` ON `back_entries` (`person_id`,`id`);--> statement-breakpoint
CREATE TABLE `back_entry_events` (
	`id` text PRIMARY KEY NOT NULL,
	`back_entry_id` text NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`by_id` text NOT NULL,
	`why` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`back_entry_id`) REFERENCES `back_entries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `back_entry_events_entry` ON `back_entry_events` (`back_entry_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `hour_certificates` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`person_id` text NOT NULL,
	`unit_id` text NOT NULL,
	`minutes_a` integer NOT NULL,
	`minutes_b` integer NOT NULL,
	`minutes_c` integer NOT NULL,
	`record_count` integer NOT NULL,
	`issued_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `hour_certificates_number_unique` ON `hour_certificates` (`number`);--> statement-breakpoint
CREATE INDEX `hour_certificates_person` ON `hour_certificates` (`person_id`,`issued_at`,`id`);--> statement-breakpoint
CREATE TABLE `hour_totals` (
	`person_id` text NOT NULL,
	`grade` text NOT NULL,
	`minutes` integer NOT NULL,
	PRIMARY KEY(`person_id`, `grade`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "hour_totals_minutes" CHECK("hour_totals"."minutes" >= 0)
);
--> statement-breakpoint
CREATE TABLE `service_hours` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`activity_id` text,
	`title` text NOT NULL,
	`day` text NOT NULL,
	`minutes` integer NOT NULL,
	`grade` text NOT NULL,
	`intervals` text NOT NULL,
	`unit_id` text NOT NULL,
	`place` text NOT NULL,
	`beneficiary` text NOT NULL,
	`content` text NOT NULL,
	`responsible` text NOT NULL,
	`recorder` text NOT NULL,
	`recorded_by` text NOT NULL,
	`evidence` text NOT NULL,
	`corrects` text,
	`reason` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "service_hours_quarters" CHECK("service_hours"."minutes" <> 0 and "service_hours"."minutes" % 15 = 0),
	CONSTRAINT "service_hours_corrections" CHECK("service_hours"."minutes" > 0 or "service_hours"."corrects" is not null)
);
--> statement-breakpoint
CREATE INDEX `service_hours_person` ON `service_hours` (`person_id`,`day`,`id`);--> statement-breakpoint
CREATE INDEX `service_hours_corrects` ON `service_hours` (`corrects`);--> statement-breakpoint
CREATE TABLE `unit_hours` (
	`unit_id` text NOT NULL,
	`year` text NOT NULL,
	`minutes_proven` integer DEFAULT 0 NOT NULL,
	`minutes_back_entered` integer DEFAULT 0 NOT NULL,
	`minutes_pending` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`unit_id`, `year`),
	FOREIGN KEY (`unit_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "unit_hours_minutes" CHECK("unit_hours"."minutes_proven" >= 0 and "unit_hours"."minutes_back_entered" >= 0 and "unit_hours"."minutes_pending" >= 0)
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`key` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`href` text,
	`at` integer NOT NULL,
	`read_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_once` ON `notices` (`person_id`,`key`);--> statement-breakpoint
CREATE INDEX `notices_inbox` ON `notices` (`person_id`,`read_at`,`at`);--> statement-breakpoint
CREATE TABLE `cards` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`number` text NOT NULL,
	`pin_hash` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`blocked_until` integer,
	`status` text DEFAULT 'active' NOT NULL,
	`issued_by` text NOT NULL,
	`issued_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cards_number_unique` ON `cards` (`number`);--> statement-breakpoint
CREATE INDEX `cards_person` ON `cards` (`person_id`);--> statement-breakpoint
CREATE INDEX `cards_issued` ON `cards` (`issued_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `cards_in_use` ON `cards` (`person_id`) WHERE "cards"."status" = 'active';--> statement-breakpoint
CREATE TABLE `challenges` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`phone_fingerprint` text,
	`person_id` text,
	`code_hash` text,
	`tries` integer DEFAULT 0 NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "challenges_tries" CHECK("challenges"."tries" between 0 and 5)
);
--> statement-breakpoint
CREATE INDEX `challenges_expiry` ON `challenges` (`expires_at`);--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`text_version` text NOT NULL,
	`at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consents_person` ON `consents` (`person_id`,`kind`);--> statement-breakpoint
CREATE TABLE `grants` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`area_id` text,
	`store_id` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`granted_by` text NOT NULL,
	`granted_at` integer NOT NULL,
	`ended_by` text,
	`reason` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "grants_place" CHECK(("grants"."area_id" is null) <> ("grants"."store_id" is null)),
	CONSTRAINT "grants_term" CHECK("grants"."ends_at" is null or "grants"."ends_at" >= "grants"."starts_at")
);
--> statement-breakpoint
CREATE INDEX `grants_person` ON `grants` (`person_id`);--> statement-breakpoint
CREATE INDEX `grants_area` ON `grants` (`area_id`);--> statement-breakpoint
CREATE TABLE `looks` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`by_id` text NOT NULL,
	`what` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `looks_person` ON `looks` (`person_id`,`at`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`display_name` text NOT NULL,
	`real_name_sealed` text,
	`real_name_fingerprint` text,
	`phone_sealed` text,
	`phone_fingerprint` text,
	`password_hash` text,
	`totp_sealed` text,
	`totp_last_step` integer,
	`area_id` text NOT NULL,
	`verified_at` integer,
	`verified_by` text,
	`lang` text DEFAULT 'zh' NOT NULL,
	`elder` integer DEFAULT false NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_number_unique` ON `people` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `people_phone_fingerprint_unique` ON `people` (`phone_fingerprint`);--> statement-breakpoint
CREATE INDEX `people_area` ON `people` (`area_id`,`id`);--> statement-breakpoint
CREATE INDEX `people_real_name` ON `people` (`real_name_fingerprint`);--> statement-breakpoint
CREATE TABLE `person_events` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`what` text NOT NULL,
	`subject_id` text,
	`reason` text,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `person_events_person` ON `person_events` (`person_id`,`at`);--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`used_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `recovery_codes_person` ON `recovery_codes` (`person_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`agent` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE TABLE `photo_bands` (
	`band` text NOT NULL,
	`photo_id` text NOT NULL,
	PRIMARY KEY(`band`, `photo_id`),
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `photo_uses` (
	`id` text PRIMARY KEY NOT NULL,
	`photo_id` text NOT NULL,
	`purpose` text NOT NULL,
	`subject_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`area_path` text,
	`exact_hash` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `photo_uses_photo` ON `photo_uses` (`photo_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `photo_uses_subject` ON `photo_uses` (`subject_id`,`photo_id`);--> statement-breakpoint
CREATE INDEX `photo_uses_exact` ON `photo_uses` (`exact_hash`);--> statement-breakpoint
CREATE TABLE `photos` (
	`id` text PRIMARY KEY NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`byte_count` integer NOT NULL,
	`d_hash` text NOT NULL,
	`small_id` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "photos_size" CHECK("photos"."width" > 0 and "photos"."height" > 0 and "photos"."byte_count" > 0)
);
--> statement-breakpoint
CREATE TABLE `account_days` (
	`account_id` text NOT NULL,
	`day` text NOT NULL,
	`slot` integer NOT NULL,
	`credited` integer NOT NULL,
	`debited` integer NOT NULL,
	`transfers` integer NOT NULL,
	PRIMARY KEY(`account_id`, `day`, `slot`)
);
--> statement-breakpoint
CREATE INDEX `account_days_day` ON `account_days` (`day`,`account_id`);--> statement-breakpoint
CREATE TABLE `account_totals` (
	`account_id` text NOT NULL,
	`slot` integer NOT NULL,
	`credited` integer NOT NULL,
	`debited` integer NOT NULL,
	PRIMARY KEY(`account_id`, `slot`)
);
--> statement-breakpoint
CREATE TABLE `budget_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`area_id` text NOT NULL,
	`year` integer NOT NULL,
	`kind` text NOT NULL,
	`points` integer NOT NULL,
	`committed` integer NOT NULL,
	`reason` text NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `budget_entries_area` ON `budget_entries` (`area_id`,`year`,`id`);--> statement-breakpoint
CREATE TABLE `budgets` (
	`area_id` text NOT NULL,
	`year` integer NOT NULL,
	`points` integer NOT NULL,
	`committed` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`area_id`, `year`),
	CONSTRAINT "budgets_committed" CHECK("budgets"."committed" >= 0 and "budgets"."committed" <= "budgets"."points")
);
--> statement-breakpoint
CREATE TABLE `cap_counters` (
	`owner_id` text NOT NULL,
	`rule` text NOT NULL,
	`period` text NOT NULL,
	`points` integer NOT NULL,
	`times` integer NOT NULL,
	PRIMARY KEY(`owner_id`, `rule`, `period`)
);
--> statement-breakpoint
CREATE TABLE `cap_places` (
	`owner_id` text NOT NULL,
	`rule` text NOT NULL,
	`place` text NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`owner_id`, `rule`, `place`)
);
--> statement-breakpoint
CREATE TABLE `digest_leaves` (
	`transfer_id` text PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`position` integer NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`transfer_id`) REFERENCES `transfers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`day`) REFERENCES `digests`(`day`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `digest_leaves_position` ON `digest_leaves` (`day`,`position`);--> statement-breakpoint
CREATE TABLE `digests` (
	`day` text PRIMARY KEY NOT NULL,
	`root` text NOT NULL,
	`previous` text NOT NULL,
	`chained` text NOT NULL,
	`transfers` integer NOT NULL,
	`closed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `empty_grants` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`rule_version_id` text NOT NULL,
	`budget_area_id` text NOT NULL,
	`asked` integer NOT NULL,
	`cause_kind` text NOT NULL,
	`cause_id` text NOT NULL,
	`zh` text NOT NULL,
	`en` text NOT NULL,
	`details` text NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `empty_grants_owner` ON `empty_grants` (`owner_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `entries` (
	`transfer_id` text NOT NULL,
	`account_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`points` integer NOT NULL,
	`balance` integer,
	`seq` integer NOT NULL,
	PRIMARY KEY(`transfer_id`, `account_id`),
	FOREIGN KEY (`transfer_id`) REFERENCES `transfers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `entries_owner` ON `entries` (`owner_id`,`seq`,`transfer_id`);--> statement-breakpoint
CREATE TABLE `holds` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`points` integer NOT NULL,
	`captured` integer DEFAULT 0 NOT NULL,
	`released` integer DEFAULT 0 NOT NULL,
	`refunded` integer DEFAULT 0 NOT NULL,
	`cause_kind` text NOT NULL,
	`cause_id` text NOT NULL,
	`zh` text NOT NULL,
	`en` text NOT NULL,
	`at` integer NOT NULL,
	CONSTRAINT "holds_points" CHECK("holds"."points" > 0 and "holds"."captured" + "holds"."released" <= "holds"."points"),
	CONSTRAINT "holds_refunded" CHECK("holds"."refunded" <= "holds"."captured")
);
--> statement-breakpoint
CREATE INDEX `holds_owner` ON `holds` (`owner_id`,`id`);--> statement-breakpoint
CREATE TABLE `lot_moves` (
	`transfer_id` text NOT NULL,
	`lot_id` text NOT NULL,
	`from_place` text NOT NULL,
	`to_place` text NOT NULL,
	`points` integer NOT NULL,
	`hold_id` text,
	PRIMARY KEY(`transfer_id`, `lot_id`),
	FOREIGN KEY (`transfer_id`) REFERENCES `transfers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lot_id`) REFERENCES `lots`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lot_moves_points" CHECK("lot_moves"."points" > 0)
);
--> statement-breakpoint
CREATE INDEX `lot_moves_lot` ON `lot_moves` (`lot_id`);--> statement-breakpoint
CREATE INDEX `lot_moves_hold` ON `lot_moves` (`hold_id`);--> statement-breakpoint
CREATE TABLE `lots` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`transfer_id` text NOT NULL,
	`points` integer NOT NULL,
	`pending` integer NOT NULL,
	`available` integer NOT NULL,
	`held` integer NOT NULL,
	`rule_version_id` text,
	`effective_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`reversal_id` text,
	FOREIGN KEY (`transfer_id`) REFERENCES `transfers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lots_pending" CHECK("lots"."pending" >= 0),
	CONSTRAINT "lots_available" CHECK("lots"."available" >= 0),
	CONSTRAINT "lots_held" CHECK("lots"."held" >= 0),
	CONSTRAINT "lots_points" CHECK("lots"."points" > 0 and "lots"."pending" + "lots"."available" + "lots"."held" <= "lots"."points")
);
--> statement-breakpoint
CREATE INDEX `lots_transfer` ON `lots` (`transfer_id`);--> statement-breakpoint
CREATE INDEX `lots_spendable` ON `lots` (`owner_id`,`expires_at`,`id`) WHERE available > 0;--> statement-breakpoint
CREATE INDEX `lots_pending_until` ON `lots` (`effective_at`,`id`) WHERE pending > 0;--> statement-breakpoint
CREATE INDEX `lots_expiring` ON `lots` (`expires_at`,`id`) WHERE available > 0;--> statement-breakpoint
CREATE INDEX `lots_owner` ON `lots` (`owner_id`,`id`);--> statement-breakpoint
CREATE TABLE `point_appeal_events` (
	`id` text PRIMARY KEY NOT NULL,
	`appeal_id` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`appeal_id`) REFERENCES `point_appeals`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `point_appeal_events_appeal` ON `point_appeal_events` (`appeal_id`,`id`);--> statement-breakpoint
CREATE TABLE `point_appeals` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`area_id` text NOT NULL,
	`first_actor_id` text NOT NULL,
	`points` integer NOT NULL,
	`words` text NOT NULL,
	`state` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `point_appeals_once` ON `point_appeals` (`subject`,`subject_id`);--> statement-breakpoint
CREATE INDEX `point_appeals_owner` ON `point_appeals` (`owner_id`,`id`);--> statement-breakpoint
CREATE INDEX `point_appeals_state` ON `point_appeals` (`state`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `purses` (
	`owner_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`available` integer DEFAULT 0 NOT NULL,
	`pending` integer DEFAULT 0 NOT NULL,
	`held` integer DEFAULT 0 NOT NULL,
	`debt` integer DEFAULT 0 NOT NULL,
	`last_seq` integer NOT NULL,
	`opened_at` integer NOT NULL,
	CONSTRAINT "purses_available" CHECK("purses"."available" >= 0),
	CONSTRAINT "purses_pending" CHECK("purses"."pending" >= 0),
	CONSTRAINT "purses_held" CHECK("purses"."held" >= 0),
	CONSTRAINT "purses_debt" CHECK("purses"."debt" <= 0 and "purses"."debt" >= -50)
);
--> statement-breakpoint
CREATE TABLE `reversals` (
	`id` text PRIMARY KEY NOT NULL,
	`transfer_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`area_id` text NOT NULL,
	`reason` text NOT NULL,
	`taken` integer NOT NULL,
	`debt` integer NOT NULL,
	`debt_left` integer NOT NULL,
	`written_off` integer NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	`overturned_at` integer,
	FOREIGN KEY (`transfer_id`) REFERENCES `transfers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reversals_debt" CHECK("reversals"."debt_left" >= 0 and "reversals"."debt_left" <= "reversals"."debt")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reversals_transfer_id_unique` ON `reversals` (`transfer_id`);--> statement-breakpoint
CREATE INDEX `reversals_owner` ON `reversals` (`owner_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `reversals_debt_at` ON `reversals` (`at`,`id`) WHERE debt_left > 0;--> statement-breakpoint
CREATE TABLE `rule_events` (
	`id` text PRIMARY KEY NOT NULL,
	`rule_version_id` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`rule_version_id`) REFERENCES `rule_versions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `rule_events_version` ON `rule_events` (`rule_version_id`,`id`);--> statement-breakpoint
CREATE TABLE `rule_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`rule` text NOT NULL,
	`number` integer NOT NULL,
	`terms` text NOT NULL,
	`state` text NOT NULL,
	`starts_on` text,
	`trial` text,
	`reason` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`rule`) REFERENCES `rules`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rule_versions_number` ON `rule_versions` (`rule`,`number`);--> statement-breakpoint
CREATE INDEX `rule_versions_start` ON `rule_versions` (`rule`,`starts_on`);--> statement-breakpoint
CREATE TABLE `rules` (
	`code` text PRIMARY KEY NOT NULL,
	`zh` text NOT NULL,
	`en` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `transfers` (
	`id` text PRIMARY KEY NOT NULL,
	`debit_id` text NOT NULL,
	`credit_id` text NOT NULL,
	`points` integer NOT NULL,
	`kind` text NOT NULL,
	`cause_kind` text NOT NULL,
	`cause_id` text NOT NULL,
	`zh` text NOT NULL,
	`en` text NOT NULL,
	`details` text DEFAULT '{}' NOT NULL,
	`rule_version_id` text,
	`actor_id` text NOT NULL,
	`reverses` text,
	`appeal_until` integer,
	`at` integer NOT NULL,
	CONSTRAINT "transfers_points" CHECK("transfers"."points" > 0)
);
--> statement-breakpoint
CREATE INDEX `transfers_at` ON `transfers` (`at`,`id`);--> statement-breakpoint
CREATE TABLE `device_sightings` (
	`id` text PRIMARY KEY NOT NULL,
	`device_hash` text NOT NULL,
	`person_id` text NOT NULL,
	`claim_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `device_sightings_device` ON `device_sightings` (`device_hash`,`at`);--> statement-breakpoint
CREATE INDEX `device_sightings_at` ON `device_sightings` (`at`);--> statement-breakpoint
CREATE TABLE `presence_scans` (
	`id` text PRIMARY KEY NOT NULL,
	`activity_id` text NOT NULL,
	`claim_id` text,
	`person_id` text,
	`outcome` text NOT NULL,
	`refusal` text,
	`details` text,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`activity_id`) REFERENCES `activities`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `presence_scans_activity` ON `presence_scans` (`activity_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `presences` (
	`claim_id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`activity_id` text NOT NULL,
	`in_at` integer NOT NULL,
	`in_way` text NOT NULL,
	`in_band` text NOT NULL,
	`in_by` text NOT NULL,
	`out_at` integer,
	`out_way` text,
	`out_band` text,
	`out_by` text,
	`closed_at` integer,
	`shared_device` integer DEFAULT false NOT NULL,
	`walk_in` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`claim_id`) REFERENCES `claims`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`activity_id`) REFERENCES `activities`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "presences_span" CHECK("presences"."out_at" is null or "presences"."out_at" >= "presences"."in_at")
);
--> statement-breakpoint
CREATE INDEX `presences_activity` ON `presences` (`activity_id`,`claim_id`);--> statement-breakpoint
CREATE INDEX `presences_person` ON `presences` (`person_id`,`in_at`,`claim_id`);--> statement-breakpoint
CREATE INDEX `presences_open` ON `presences` (`out_at`,`closed_at`,`activity_id`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`next_at` integer NOT NULL,
	`leased_until` integer,
	`last_at` integer,
	`last_error` text
);
--> statement-breakpoint
CREATE TABLE `requests` (
	`actor_id` text NOT NULL,
	`key` text NOT NULL,
	`content_hash` text NOT NULL,
	`answer` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`actor_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `series` (
	`name` text PRIMARY KEY NOT NULL,
	`last` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `appeals` (
	`id` text PRIMARY KEY NOT NULL,
	`claim_id` text NOT NULL,
	`person_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`decided_by` text,
	`decision` text,
	`reason` text DEFAULT '' NOT NULL,
	`decided_at` integer,
	FOREIGN KEY (`claim_id`) REFERENCES `claims`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_claim` ON `appeals` (`claim_id`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`claim_id` text NOT NULL,
	`reviewer_id` text NOT NULL,
	`decision` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`minutes` integer,
	`points` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`claim_id`) REFERENCES `claims`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reviewer_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reviews_reason" CHECK("reviews"."decision" = 'approve' or "reviews"."reason" <> '')
);
--> statement-breakpoint
CREATE INDEX `reviews_claim` ON `reviews` (`claim_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `reviews_reviewer` ON `reviews` (`reviewer_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `spot_checks` (
	`claim_id` text PRIMARY KEY NOT NULL,
	`review_id` text NOT NULL,
	`first_reviewer_id` text NOT NULL,
	`first_decision` text NOT NULL,
	`area_path` text NOT NULL,
	`second_reviewer_id` text,
	`second_decision` text,
	`reason` text DEFAULT '' NOT NULL,
	`decided_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`claim_id`) REFERENCES `claims`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `spot_checks_open` ON `spot_checks` (`decided_at`,`created_at`,`claim_id`);--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` text PRIMARY KEY NOT NULL,
	`claim_id` text NOT NULL,
	`person_id` text NOT NULL,
	`text` text DEFAULT '' NOT NULL,
	`count` integer,
	`photo_count` integer DEFAULT 0 NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`claim_id`) REFERENCES `claims`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `submissions_claim` ON `submissions` (`claim_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `allocations` (
	`reservation_id` text NOT NULL,
	`lot_id` text NOT NULL,
	`reserved` integer NOT NULL,
	`issued` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`reservation_id`, `lot_id`),
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lot_id`) REFERENCES `stock_lots`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "allocations_counts" CHECK("allocations"."reserved" >= 0 and "allocations"."issued" >= 0)
);
--> statement-breakpoint
CREATE INDEX `allocations_lot` ON `allocations` (`lot_id`);--> statement-breakpoint
CREATE TABLE `item_prices` (
	`id` text PRIMARY KEY NOT NULL,
	`item_id` text NOT NULL,
	`price_points` integer NOT NULL,
	`starts_at` integer NOT NULL,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL,
	`reason` text NOT NULL,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "item_prices_price" CHECK("item_prices"."price_points" > 0)
);
--> statement-breakpoint
CREATE INDEX `item_prices_item` ON `item_prices` (`item_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `item_prices_start` ON `item_prices` (`starts_at`);--> statement-breakpoint
CREATE TABLE `items` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`unit` text NOT NULL,
	`category` text NOT NULL,
	`price_points` integer NOT NULL,
	`barcode` text,
	`photo_id` text,
	`limit_per_30_days` integer DEFAULT 2 NOT NULL,
	`unit_value_fen` integer NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "items_price" CHECK("items"."price_points" > 0),
	CONSTRAINT "items_limit" CHECK("items"."limit_per_30_days" > 0),
	CONSTRAINT "items_value" CHECK("items"."unit_value_fen" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `items_barcode_unique` ON `items` (`barcode`);--> statement-breakpoint
CREATE TABLE `reservations` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`item_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`issued` integer DEFAULT 0 NOT NULL,
	`released` integer DEFAULT 0 NOT NULL,
	`returned` integer DEFAULT 0 NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reservations_quantity" CHECK("reservations"."quantity" > 0),
	CONSTRAINT "reservations_sum" CHECK("reservations"."issued" >= 0 and "reservations"."released" >= 0 and "reservations"."issued" + "reservations"."released" <= "reservations"."quantity"),
	CONSTRAINT "reservations_returned" CHECK("reservations"."returned" >= 0 and "reservations"."returned" <= "reservations"."issued")
);
--> statement-breakpoint
CREATE TABLE `stock_count_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`count_id` text NOT NULL,
	`item_id` text NOT NULL,
	`expires_on` text DEFAULT '' NOT NULL,
	`status` text DEFAULT 'open' NOT NULL,
	`first` integer,
	`first_by` text,
	`first_at` integer,
	`first_expected` integer,
	`second` integer,
	`second_by` text,
	`second_at` integer,
	`second_expected` integer,
	FOREIGN KEY (`count_id`) REFERENCES `stock_counts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "stock_count_lines_counts" CHECK(coalesce("stock_count_lines"."first", 0) >= 0 and coalesce("stock_count_lines"."second", 0) >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stock_count_lines_pile` ON `stock_count_lines` (`count_id`,`item_id`,`expires_on`);--> statement-breakpoint
CREATE TABLE `stock_counts` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`status` text DEFAULT 'open' NOT NULL,
	`opened_by` text NOT NULL,
	`opened_at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `stock_counts_store` ON `stock_counts` (`store_id`,`id`);--> statement-breakpoint
CREATE TABLE `stock_events` (
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
CREATE INDEX `stock_events_subject` ON `stock_events` (`subject_id`,`id`);--> statement-breakpoint
CREATE TABLE `stock_lots` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`item_id` text NOT NULL,
	`source_kind` text NOT NULL,
	`source_note` text NOT NULL,
	`from_lot_id` text,
	`expires_on` text,
	`received` integer NOT NULL,
	`on_hand` integer NOT NULL,
	`reserved` integer DEFAULT 0 NOT NULL,
	`unit_value_fen` integer NOT NULL,
	`quarantined` integer DEFAULT false NOT NULL,
	`received_by` text NOT NULL,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "stock_lots_received" CHECK("stock_lots"."received" > 0),
	CONSTRAINT "stock_lots_on_hand" CHECK("stock_lots"."on_hand" >= 0),
	CONSTRAINT "stock_lots_reserved" CHECK("stock_lots"."reserved" >= 0 and "stock_lots"."reserved" <= "stock_lots"."on_hand"),
	CONSTRAINT "stock_lots_value" CHECK("stock_lots"."unit_value_fen" >= 0)
);
--> statement-breakpoint
CREATE INDEX `stock_lots_shelf` ON `stock_lots` (`store_id`,`item_id`,`expires_on`,`id`);--> statement-breakpoint
CREATE INDEX `stock_lots_item` ON `stock_lots` (`item_id`);--> statement-breakpoint
CREATE TABLE `stock_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`lot_id` text NOT NULL,
	`kind` text NOT NULL,
	`quantity` integer NOT NULL,
	`reserved` integer NOT NULL,
	`cause_id` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`lot_id`) REFERENCES `stock_lots`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `stock_moves_lot` ON `stock_moves` (`lot_id`,`id`);--> statement-breakpoint
CREATE INDEX `stock_moves_cause` ON `stock_moves` (`cause_id`);--> statement-breakpoint
CREATE TABLE `stores` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`name` text NOT NULL,
	`area_id` text NOT NULL,
	`address` text DEFAULT '' NOT NULL,
	`opening_hours` text NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`lat` real,
	`lng` real,
	`status` text DEFAULT 'open' NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stores_number_unique` ON `stores` (`number`);--> statement-breakpoint
CREATE INDEX `stores_area` ON `stores` (`area_id`);--> statement-breakpoint
CREATE TABLE `order_events` (
	`order_id` text NOT NULL,
	`act` integer NOT NULL,
	`step` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text,
	`pieces` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`order_id`, `act`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `order_lines` (
	`order_id` text NOT NULL,
	`item_id` text NOT NULL,
	`person_id` text NOT NULL,
	`placed_at` integer NOT NULL,
	`name` text NOT NULL,
	`unit` text NOT NULL,
	`price_points` integer NOT NULL,
	`quantity` integer NOT NULL,
	`collected` integer DEFAULT 0 NOT NULL,
	`released` integer DEFAULT 0 NOT NULL,
	`returned` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`order_id`, `item_id`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "order_lines_quantity" CHECK("order_lines"."quantity" > 0 and "order_lines"."price_points" > 0),
	CONSTRAINT "order_lines_parts" CHECK("order_lines"."collected" >= 0 and "order_lines"."released" >= 0 and "order_lines"."collected" + "order_lines"."released" <= "order_lines"."quantity"),
	CONSTRAINT "order_lines_returned" CHECK("order_lines"."returned" >= 0 and "order_lines"."returned" <= "order_lines"."collected")
);
--> statement-breakpoint
CREATE INDEX `order_lines_window` ON `order_lines` (`person_id`,`placed_at`);--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`person_id` text NOT NULL,
	`store_id` text NOT NULL,
	`state` text NOT NULL,
	`points` integer NOT NULL,
	`channel` text NOT NULL,
	`placed_by` text NOT NULL,
	`proxy_name_sealed` text,
	`content_hash` text NOT NULL,
	`placed_at` integer NOT NULL,
	`pickup_until` integer NOT NULL,
	`extended_at` integer,
	`reminded_at` integer,
	`closed_at` integer,
	`acts` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "orders_points" CHECK("orders"."points" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_number_unique` ON `orders` (`number`);--> statement-breakpoint
CREATE INDEX `orders_person` ON `orders` (`person_id`,`placed_at`);--> statement-breakpoint
CREATE INDEX `orders_store` ON `orders` (`store_id`,`state`,`placed_at`);--> statement-breakpoint
CREATE INDEX `orders_due` ON `orders` (`state`,`pickup_until`);--> statement-breakpoint
CREATE TABLE `scans` (
	`keeper_id` text NOT NULL,
	`id` text NOT NULL,
	`store_id` text NOT NULL,
	`act` text NOT NULL,
	`read_hash` text NOT NULL,
	`outcome` text NOT NULL,
	`details` text NOT NULL,
	`order_id` text,
	`person_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`keeper_id`, `id`),
	FOREIGN KEY (`keeper_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `scans_store` ON `scans` (`store_id`,`at`);--> statement-breakpoint
CREATE INDEX `scans_order` ON `scans` (`order_id`,`at`);--> statement-breakpoint
CREATE TABLE `shoppers` (
	`person_id` text PRIMARY KEY NOT NULL,
	`acts` integer DEFAULT 0 NOT NULL,
	`counter_only_until` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `store_events` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`step` text NOT NULL,
	`before` text,
	`after` text NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `store_events_store` ON `store_events` (`store_id`,`id`);--> statement-breakpoint
CREATE TABLE `activities` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`kind` text NOT NULL,
	`category` text NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`place` text NOT NULL,
	`latitude` real,
	`longitude` real,
	`radius_meters` integer,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`sign_up_until` integer NOT NULL,
	`capacity` integer NOT NULL,
	`taken` integer DEFAULT 0 NOT NULL,
	`queued` integer DEFAULT 0 NOT NULL,
	`waitlist` integer NOT NULL,
	`locals_only` integer DEFAULT false NOT NULL,
	`min_age` integer DEFAULT 0 NOT NULL,
	`requirements` text DEFAULT '' NOT NULL,
	`risk_notice` text DEFAULT '' NOT NULL,
	`beneficiary` text DEFAULT '' NOT NULL,
	`contact` text NOT NULL,
	`size` text,
	`points_each` integer DEFAULT 0 NOT NULL,
	`committed_points` integer DEFAULT 0 NOT NULL,
	`check_in` text NOT NULL,
	`evidence_photos_min` integer DEFAULT 0 NOT NULL,
	`evidence_text` integer DEFAULT false NOT NULL,
	`evidence_unit` text DEFAULT '' NOT NULL,
	`publisher_id` text NOT NULL,
	`series_id` text,
	`series_day` text,
	`copied_from` text,
	`status` text NOT NULL,
	`published_at` integer,
	`rescheduled_at` integer,
	`reminded_day_at` integer,
	`reminded_hour_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`publisher_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`series_id`) REFERENCES `activity_series`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "activities_capacity" CHECK("activities"."capacity" between 1 and 10000),
	CONSTRAINT "activities_taken" CHECK("activities"."taken" between 0 and "activities"."capacity"),
	CONSTRAINT "activities_span" CHECK("activities"."ends_at" > "activities"."starts_at"),
	CONSTRAINT "activities_committed" CHECK("activities"."committed_points" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `activities_number_unique` ON `activities` (`number`);--> statement-breakpoint
CREATE INDEX `activities_open` ON `activities` (`status`,`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `activities_area` ON `activities` (`area_path`,`starts_at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `activities_series_day` ON `activities` (`series_id`,`series_day`);--> statement-breakpoint
CREATE TABLE `activity_events` (
	`id` text PRIMARY KEY NOT NULL,
	`activity_id` text NOT NULL,
	`step` text NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`actor_id` text NOT NULL,
	`why` text DEFAULT '' NOT NULL,
	`changes` text,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`activity_id`) REFERENCES `activities`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `activity_events_activity` ON `activity_events` (`activity_id`,`version`,`id`);--> statement-breakpoint
CREATE TABLE `activity_series` (
	`id` text PRIMARY KEY NOT NULL,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`publisher_id` text NOT NULL,
	`template` text NOT NULL,
	`repeats` text NOT NULL,
	`interval` integer DEFAULT 1 NOT NULL,
	`weekdays` text NOT NULL,
	`month_day` integer,
	`first_day` text NOT NULL,
	`last_day` text NOT NULL,
	`start_time` text NOT NULL,
	`minutes` integer NOT NULL,
	`exceptions` text NOT NULL,
	`publishes` integer NOT NULL,
	`made_through` text NOT NULL,
	`ended_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`publisher_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "activity_series_interval" CHECK("activity_series"."interval" between 1 and 12),
	CONSTRAINT "activity_series_minutes" CHECK("activity_series"."minutes" between 15 and 1440)
);
--> statement-breakpoint
CREATE INDEX `activity_series_due` ON `activity_series` (`ended_at`,`made_through`);--> statement-breakpoint
CREATE TABLE `calendar_feeds` (
	`person_id` text PRIMARY KEY NOT NULL,
	`generation` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `claim_events` (
	`id` text PRIMARY KEY NOT NULL,
	`claim_id` text NOT NULL,
	`step` text NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`actor_id` text NOT NULL,
	`why` text DEFAULT '' NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`claim_id`) REFERENCES `claims`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `claim_events_claim` ON `claim_events` (`claim_id`,`version`,`id`);--> statement-breakpoint
CREATE TABLE `claims` (
	`id` text PRIMARY KEY NOT NULL,
	`activity_id` text NOT NULL,
	`person_id` text NOT NULL,
	`status` text NOT NULL,
	`queue_number` integer,
	`offer_until` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`activity_id`) REFERENCES `activities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `claims_person` ON `claims` (`person_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `claims_activity` ON `claims` (`activity_id`,`status`,`queue_number`,`id`);--> statement-breakpoint
CREATE INDEX `claims_status` ON `claims` (`status`,`offer_until`);--> statement-breakpoint
CREATE UNIQUE INDEX `claims_once` ON `claims` (`activity_id`,`person_id`) WHERE status not in ('canceled', 'late_canceled', 'excused');