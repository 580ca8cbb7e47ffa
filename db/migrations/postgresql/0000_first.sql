CREATE TABLE "area_events" (
	"id" text PRIMARY KEY NOT NULL,
	"area_id" text NOT NULL,
	"step" text NOT NULL,
	"from_state" jsonb,
	"to_state" jsonb,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "areas" (
	"id" text PRIMARY KEY NOT NULL,
	"parent_id" text,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"path" text NOT NULL,
	"residents" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "areas_path_unique" UNIQUE("path"),
	CONSTRAINT "areas_residents" CHECK ("areas"."residents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "boards" (
	"area_id" text PRIMARY KEY NOT NULL,
	"officers" jsonb NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "back_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"title" text NOT NULL,
	"day" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"minutes" bigint NOT NULL,
	"place" text NOT NULL,
	"beneficiary" text NOT NULL,
	"content" text NOT NULL,
	"reason" text NOT NULL,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"unit_id" text NOT NULL,
	"state" text NOT NULL,
	"proposed_by" text NOT NULL,
	"approved_by" text,
	"notice_ends_at" timestamp (3) with time zone,
	"committed_points" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "back_entries_quarters" CHECK ("back_entries"."minutes" > 0 and "back_entries"."minutes" % 15 = 0)
);
--> statement-breakpoint
CREATE TABLE "back_entry_events" (
	"id" text PRIMARY KEY NOT NULL,
	"back_entry_id" text NOT NULL,
	"step" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"by_id" text NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hour_certificates" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"person_id" text NOT NULL,
	"unit_id" text NOT NULL,
	"minutes_a" bigint NOT NULL,
	"minutes_b" bigint NOT NULL,
	"minutes_c" bigint NOT NULL,
	"record_count" bigint NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "hour_certificates_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "hour_totals" (
	"person_id" text NOT NULL,
	"grade" text NOT NULL,
	"minutes" bigint NOT NULL,
	CONSTRAINT "hour_totals_person_id_grade_pk" PRIMARY KEY("person_id","grade"),
	CONSTRAINT "hour_totals_minutes" CHECK ("hour_totals"."minutes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "service_hours" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"activity_id" text,
	"title" text NOT NULL,
	"day" text NOT NULL,
	"minutes" bigint NOT NULL,
	"grade" text NOT NULL,
	"intervals" jsonb NOT NULL,
	"unit_id" text NOT NULL,
	"place" text NOT NULL,
	"beneficiary" text NOT NULL,
	"content" text NOT NULL,
	"responsible" text NOT NULL,
	"recorder" text NOT NULL,
	"recorded_by" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"corrects" text,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "service_hours_quarters" CHECK ("service_hours"."minutes" <> 0 and "service_hours"."minutes" % 15 = 0),
	CONSTRAINT "service_hours_corrections" CHECK ("service_hours"."minutes" > 0 or "service_hours"."corrects" is not null)
);
--> statement-breakpoint
CREATE TABLE "unit_hours" (
	"unit_id" text NOT NULL,
	"year" text NOT NULL,
	"minutes_proven" bigint DEFAULT 0 NOT NULL,
	"minutes_back_entered" bigint DEFAULT 0 NOT NULL,
	"minutes_pending" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "unit_hours_unit_id_year_pk" PRIMARY KEY("unit_id","year"),
	CONSTRAINT "unit_hours_minutes" CHECK ("unit_hours"."minutes_proven" >= 0 and "unit_hours"."minutes_back_entered" >= 0 and "unit_hours"."minutes_pending" >= 0)
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"key" text NOT NULL,
	"title" jsonb NOT NULL,
	"body" jsonb NOT NULL,
	"href" text,
	"at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "cards" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"number" text NOT NULL,
	"pin_hash" text NOT NULL,
	"tries" bigint DEFAULT 0 NOT NULL,
	"blocked_until" timestamp (3) with time zone,
	"status" text DEFAULT 'active' NOT NULL,
	"issued_by" text NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "cards_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "challenges" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"phone_fingerprint" text,
	"person_id" text,
	"code_hash" text,
	"tries" bigint DEFAULT 0 NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "challenges_tries" CHECK ("challenges"."tries" between 0 and 5)
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"text_version" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"area_id" text,
	"store_id" text,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"granted_by" text NOT NULL,
	"granted_at" timestamp (3) with time zone NOT NULL,
	"ended_by" text,
	"reason" text,
	CONSTRAINT "grants_place" CHECK (("grants"."area_id" is null) <> ("grants"."store_id" is null)),
	CONSTRAINT "grants_term" CHECK ("grants"."ends_at" is null or "grants"."ends_at" >= "grants"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "looks" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"by_id" text NOT NULL,
	"what" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"display_name" text NOT NULL,
	"real_name_sealed" text,
	"real_name_fingerprint" text,
	"phone_sealed" text,
	"phone_fingerprint" text,
	"password_hash" text,
	"totp_sealed" text,
	"totp_last_step" bigint,
	"area_id" text NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"verified_by" text,
	"lang" text DEFAULT 'zh' NOT NULL,
	"elder" boolean DEFAULT false NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "people_number_unique" UNIQUE("number"),
	CONSTRAINT "people_phone_fingerprint_unique" UNIQUE("phone_fingerprint")
);
--> statement-breakpoint
CREATE TABLE "person_events" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"what" text NOT NULL,
	"subject_id" text,
	"reason" text,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"agent" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "photo_bands" (
	"band" text NOT NULL,
	"photo_id" text NOT NULL,
	CONSTRAINT "photo_bands_band_photo_id_pk" PRIMARY KEY("band","photo_id")
);
--> statement-breakpoint
CREATE TABLE "photo_uses" (
	"id" text PRIMARY KEY NOT NULL,
	"photo_id" text NOT NULL,
	"purpose" text NOT NULL,
	"subject_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"area_path" text,
	"exact_hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "photos" (
	"id" text PRIMARY KEY NOT NULL,
	"width" bigint NOT NULL,
	"height" bigint NOT NULL,
	"byte_count" bigint NOT NULL,
	"d_hash" text NOT NULL,
	"small_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "photos_size" CHECK ("photos"."width" > 0 and "photos"."height" > 0 and "photos"."byte_count" > 0)
);
--> statement-breakpoint
CREATE TABLE "account_days" (
	"account_id" text NOT NULL,
	"day" text NOT NULL,
	"slot" bigint NOT NULL,
	"credited" bigint NOT NULL,
	"debited" bigint NOT NULL,
	"transfers" bigint NOT NULL,
	CONSTRAINT "account_days_account_id_day_slot_pk" PRIMARY KEY("account_id","day","slot")
);
--> statement-breakpoint
CREATE TABLE "account_totals" (
	"account_id" text NOT NULL,
	"slot" bigint NOT NULL,
	"credited" bigint NOT NULL,
	"debited" bigint NOT NULL,
	CONSTRAINT "account_totals_account_id_slot_pk" PRIMARY KEY("account_id","slot")
);
--> statement-breakpoint
CREATE TABLE "budget_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"area_id" text NOT NULL,
	"year" bigint NOT NULL,
	"kind" text NOT NULL,
	"points" bigint NOT NULL,
	"committed" bigint NOT NULL,
	"reason" text NOT NULL,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "budgets" (
	"area_id" text NOT NULL,
	"year" bigint NOT NULL,
	"points" bigint NOT NULL,
	"committed" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "budgets_area_id_year_pk" PRIMARY KEY("area_id","year"),
	CONSTRAINT "budgets_committed" CHECK ("budgets"."committed" >= 0 and "budgets"."committed" <= "budgets"."points")
);
--> statement-breakpoint
CREATE TABLE "cap_counters" (
	"owner_id" text NOT NULL,
	"rule" text NOT NULL,
	"period" text NOT NULL,
	"points" bigint NOT NULL,
	"times" bigint NOT NULL,
	CONSTRAINT "cap_counters_owner_id_rule_period_pk" PRIMARY KEY("owner_id","rule","period")
);
--> statement-breakpoint
CREATE TABLE "cap_places" (
	"owner_id" text NOT NULL,
	"rule" text NOT NULL,
	"place" text NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cap_places_owner_id_rule_place_pk" PRIMARY KEY("owner_id","rule","place")
);
--> statement-breakpoint
CREATE TABLE "digest_leaves" (
	"transfer_id" text PRIMARY KEY NOT NULL,
	"day" text NOT NULL,
	"position" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"day" text PRIMARY KEY NOT NULL,
	"root" text NOT NULL,
	"previous" text NOT NULL,
	"chained" text NOT NULL,
	"transfers" bigint NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "empty_grants" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"rule_version_id" text NOT NULL,
	"budget_area_id" text NOT NULL,
	"asked" bigint NOT NULL,
	"cause_kind" text NOT NULL,
	"cause_id" text NOT NULL,
	"zh" text NOT NULL,
	"en" text NOT NULL,
	"details" text NOT NULL,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"transfer_id" text NOT NULL,
	"account_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"points" bigint NOT NULL,
	"balance" bigint,
	"seq" bigint NOT NULL,
	CONSTRAINT "entries_transfer_id_account_id_pk" PRIMARY KEY("transfer_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"points" bigint NOT NULL,
	"captured" bigint DEFAULT 0 NOT NULL,
	"released" bigint DEFAULT 0 NOT NULL,
	"refunded" bigint DEFAULT 0 NOT NULL,
	"cause_kind" text NOT NULL,
	"cause_id" text NOT NULL,
	"zh" text NOT NULL,
	"en" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "holds_points" CHECK ("holds"."points" > 0 and "holds"."captured" + "holds"."released" <= "holds"."points"),
	CONSTRAINT "holds_refunded" CHECK ("holds"."refunded" <= "holds"."captured")
);
--> statement-breakpoint
CREATE TABLE "lot_moves" (
	"transfer_id" text NOT NULL,
	"lot_id" text NOT NULL,
	"from_place" text NOT NULL,
	"to_place" text NOT NULL,
	"points" bigint NOT NULL,
	"hold_id" text,
	CONSTRAINT "lot_moves_transfer_id_lot_id_pk" PRIMARY KEY("transfer_id","lot_id"),
	CONSTRAINT "lot_moves_points" CHECK ("lot_moves"."points" > 0)
);
--> statement-breakpoint
CREATE TABLE "lots" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"transfer_id" text NOT NULL,
	"points" bigint NOT NULL,
	"pending" bigint NOT NULL,
	"available" bigint NOT NULL,
	"held" bigint NOT NULL,
	"rule_version_id" text,
	"effective_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"reversal_id" text,
	CONSTRAINT "lots_pending" CHECK ("lots"."pending" >= 0),
	CONSTRAINT "lots_available" CHECK ("lots"."available" >= 0),
	CONSTRAINT "lots_held" CHECK ("lots"."held" >= 0),
	CONSTRAINT "lots_points" CHECK ("lots"."points" > 0 and "lots"."pending" + "lots"."available" + "lots"."held" <= "lots"."points")
);
--> statement-breakpoint
CREATE TABLE "point_appeal_events" (
	"id" text PRIMARY KEY NOT NULL,
	"appeal_id" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "point_appeals" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"subject_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"area_id" text NOT NULL,
	"first_actor_id" text NOT NULL,
	"points" bigint NOT NULL,
	"words" text NOT NULL,
	"state" text NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "purses" (
	"owner_id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"available" bigint DEFAULT 0 NOT NULL,
	"pending" bigint DEFAULT 0 NOT NULL,
	"held" bigint DEFAULT 0 NOT NULL,
	"debt" bigint DEFAULT 0 NOT NULL,
	"last_seq" bigint NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "purses_available" CHECK ("purses"."available" >= 0),
	CONSTRAINT "purses_pending" CHECK ("purses"."pending" >= 0),
	CONSTRAINT "purses_held" CHECK ("purses"."held" >= 0),
	CONSTRAINT "purses_debt" CHECK ("purses"."debt" <= 0 and "purses"."debt" >= -50)
);
--> statement-breakpoint
CREATE TABLE "reversals" (
	"id" text PRIMARY KEY NOT NULL,
	"transfer_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"area_id" text NOT NULL,
	"reason" text NOT NULL,
	"taken" bigint NOT NULL,
	"debt" bigint NOT NULL,
	"debt_left" bigint NOT NULL,
	"written_off" bigint NOT NULL,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"overturned_at" timestamp (3) with time zone,
	CONSTRAINT "reversals_transfer_id_unique" UNIQUE("transfer_id"),
	CONSTRAINT "reversals_debt" CHECK ("reversals"."debt_left" >= 0 and "reversals"."debt_left" <= "reversals"."debt")
);
--> statement-breakpoint
CREATE TABLE "rule_events" (
	"id" text PRIMARY KEY NOT NULL,
	"rule_version_id" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rule_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"rule" text NOT NULL,
	"number" bigint NOT NULL,
	"terms" jsonb NOT NULL,
	"state" text NOT NULL,
	"starts_on" text,
	"trial" jsonb,
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rules" (
	"code" text PRIMARY KEY NOT NULL,
	"zh" text NOT NULL,
	"en" text NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"id" text PRIMARY KEY NOT NULL,
	"debit_id" text NOT NULL,
	"credit_id" text NOT NULL,
	"points" bigint NOT NULL,
	"kind" text NOT NULL,
	"cause_kind" text NOT NULL,
	"cause_id" text NOT NULL,
	"zh" text NOT NULL,
	"en" text NOT NULL,
	"details" text DEFAULT '{}' NOT NULL,
	"rule_version_id" text,
	"actor_id" text NOT NULL,
	"reverses" text,
	"appeal_until" timestamp (3) with time zone,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "transfers_points" CHECK ("transfers"."points" > 0)
);
--> statement-breakpoint
CREATE TABLE "device_sightings" (
	"id" text PRIMARY KEY NOT NULL,
	"device_hash" text NOT NULL,
	"person_id" text NOT NULL,
	"claim_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "presence_scans" (
	"id" text PRIMARY KEY NOT NULL,
	"activity_id" text NOT NULL,
	"claim_id" text,
	"person_id" text,
	"outcome" text NOT NULL,
	"refusal" text,
	"details" jsonb,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "presences" (
	"claim_id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"in_at" timestamp (3) with time zone NOT NULL,
	"in_way" text NOT NULL,
	"in_band" text NOT NULL,
	"in_by" text NOT NULL,
	"out_at" timestamp (3) with time zone,
	"out_way" text,
	"out_band" text,
	"out_by" text,
	"closed_at" timestamp (3) with time zone,
	"shared_device" boolean DEFAULT false NOT NULL,
	"walk_in" boolean DEFAULT false NOT NULL,
	CONSTRAINT "presences_span" CHECK ("presences"."out_at" is null or "presences"."out_at" >= "presences"."in_at")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"name" text PRIMARY KEY NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"last_at" timestamp (3) with time zone,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"actor_id" text NOT NULL,
	"key" text NOT NULL,
	"content_hash" text NOT NULL,
	"answer" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "requests_actor_id_key_pk" PRIMARY KEY("actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "series" (
	"name" text PRIMARY KEY NOT NULL,
	"last" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"id" text PRIMARY KEY NOT NULL,
	"claim_id" text NOT NULL,
	"person_id" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	"decision" text,
	"reason" text DEFAULT '' NOT NULL,
	"decided_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"claim_id" text NOT NULL,
	"reviewer_id" text NOT NULL,
	"decision" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"minutes" bigint,
	"points" bigint,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reviews_reason" CHECK ("reviews"."decision" = 'approve' or "reviews"."reason" <> '')
);
--> statement-breakpoint
CREATE TABLE "spot_checks" (
	"claim_id" text PRIMARY KEY NOT NULL,
	"review_id" text NOT NULL,
	"first_reviewer_id" text NOT NULL,
	"first_decision" text NOT NULL,
	"area_path" text NOT NULL,
	"second_reviewer_id" text,
	"second_decision" text,
	"reason" text DEFAULT '' NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" text PRIMARY KEY NOT NULL,
	"claim_id" text NOT NULL,
	"person_id" text NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"count" bigint,
	"photo_count" bigint DEFAULT 0 NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "allocations" (
	"reservation_id" text NOT NULL,
	"lot_id" text NOT NULL,
	"reserved" bigint NOT NULL,
	"issued" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "allocations_reservation_id_lot_id_pk" PRIMARY KEY("reservation_id","lot_id"),
	CONSTRAINT "allocations_counts" CHECK ("allocations"."reserved" >= 0 and "allocations"."issued" >= 0)
);
--> statement-breakpoint
CREATE TABLE "item_prices" (
	"id" text PRIMARY KEY NOT NULL,
	"item_id" text NOT NULL,
	"price_points" bigint NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "item_prices_price" CHECK ("item_prices"."price_points" > 0)
);
--> statement-breakpoint
CREATE TABLE "items" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"category" text NOT NULL,
	"price_points" bigint NOT NULL,
	"barcode" text,
	"photo_id" text,
	"limit_per_30_days" bigint DEFAULT 2 NOT NULL,
	"unit_value_fen" bigint NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "items_barcode_unique" UNIQUE("barcode"),
	CONSTRAINT "items_price" CHECK ("items"."price_points" > 0),
	CONSTRAINT "items_limit" CHECK ("items"."limit_per_30_days" > 0),
	CONSTRAINT "items_value" CHECK ("items"."unit_value_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"id" text PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"item_id" text NOT NULL,
	"quantity" bigint NOT NULL,
	"issued" bigint DEFAULT 0 NOT NULL,
	"released" bigint DEFAULT 0 NOT NULL,
	"returned" bigint DEFAULT 0 NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reservations_quantity" CHECK ("reservations"."quantity" > 0),
	CONSTRAINT "reservations_sum" CHECK ("reservations"."issued" >= 0 and "reservations"."released" >= 0 and "reservations"."issued" + "reservations"."released" <= "reservations"."quantity"),
	CONSTRAINT "reservations_returned" CHECK ("reservations"."returned" >= 0 and "reservations"."returned" <= "reservations"."issued")
);
--> statement-breakpoint
CREATE TABLE "stock_count_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"count_id" text NOT NULL,
	"item_id" text NOT NULL,
	"expires_on" text DEFAULT '' NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"first" bigint,
	"first_by" text,
	"first_at" timestamp (3) with time zone,
	"first_expected" bigint,
	"second" bigint,
	"second_by" text,
	"second_at" timestamp (3) with time zone,
	"second_expected" bigint,
	CONSTRAINT "stock_count_lines_counts" CHECK (coalesce("stock_count_lines"."first", 0) >= 0 and coalesce("stock_count_lines"."second", 0) >= 0)
);
--> statement-breakpoint
CREATE TABLE "stock_counts" (
	"id" text PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_events" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"step" text NOT NULL,
	"from_state" jsonb,
	"to_state" jsonb,
	"reason" text DEFAULT '' NOT NULL,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_lots" (
	"id" text PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"item_id" text NOT NULL,
	"source_kind" text NOT NULL,
	"source_note" text NOT NULL,
	"from_lot_id" text,
	"expires_on" text,
	"received" bigint NOT NULL,
	"on_hand" bigint NOT NULL,
	"reserved" bigint DEFAULT 0 NOT NULL,
	"unit_value_fen" bigint NOT NULL,
	"quarantined" boolean DEFAULT false NOT NULL,
	"received_by" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "stock_lots_received" CHECK ("stock_lots"."received" > 0),
	CONSTRAINT "stock_lots_on_hand" CHECK ("stock_lots"."on_hand" >= 0),
	CONSTRAINT "stock_lots_reserved" CHECK ("stock_lots"."reserved" >= 0 and "stock_lots"."reserved" <= "stock_lots"."on_hand"),
	CONSTRAINT "stock_lots_value" CHECK ("stock_lots"."unit_value_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "stock_moves" (
	"id" text PRIMARY KEY NOT NULL,
	"lot_id" text NOT NULL,
	"kind" text NOT NULL,
	"quantity" bigint NOT NULL,
	"reserved" bigint NOT NULL,
	"cause_id" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stores" (
	"id" text PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"name" text NOT NULL,
	"area_id" text NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"opening_hours" jsonb NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"lat" double precision,
	"lng" double precision,
	"status" text DEFAULT 'open' NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "stores_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"order_id" text NOT NULL,
	"act" bigint NOT NULL,
	"step" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text,
	"pieces" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "order_events_order_id_act_pk" PRIMARY KEY("order_id","act")
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"order_id" text NOT NULL,
	"item_id" text NOT NULL,
	"person_id" text NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"price_points" bigint NOT NULL,
	"quantity" bigint NOT NULL,
	"collected" bigint DEFAULT 0 NOT NULL,
	"released" bigint DEFAULT 0 NOT NULL,
	"returned" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "order_lines_order_id_item_id_pk" PRIMARY KEY("order_id","item_id"),
	CONSTRAINT "order_lines_quantity" CHECK ("order_lines"."quantity" > 0 and "order_lines"."price_points" > 0),
	CONSTRAINT "order_lines_parts" CHECK ("order_lines"."collected" >= 0 and "order_lines"."released" >= 0 and "order_lines"."collected" + "order_lines"."released" <= "order_lines"."quantity"),
	CONSTRAINT "order_lines_returned" CHECK ("order_lines"."returned" >= 0 and "order_lines"."returned" <= "order_lines"."collected")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"person_id" text NOT NULL,
	"store_id" text NOT NULL,
	"state" text NOT NULL,
	"points" bigint NOT NULL,
	"channel" text NOT NULL,
	"placed_by" text NOT NULL,
	"proxy_name_sealed" text,
	"content_hash" text NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"pickup_until" timestamp (3) with time zone NOT NULL,
	"extended_at" timestamp (3) with time zone,
	"reminded_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"acts" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "orders_number_unique" UNIQUE("number"),
	CONSTRAINT "orders_points" CHECK ("orders"."points" > 0)
);
--> statement-breakpoint
CREATE TABLE "scans" (
	"keeper_id" text NOT NULL,
	"id" text NOT NULL,
	"store_id" text NOT NULL,
	"act" text NOT NULL,
	"read_hash" text NOT NULL,
	"outcome" text NOT NULL,
	"details" jsonb NOT NULL,
	"order_id" text,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "scans_keeper_id_id_pk" PRIMARY KEY("keeper_id","id")
);
--> statement-breakpoint
CREATE TABLE "shoppers" (
	"person_id" text PRIMARY KEY NOT NULL,
	"acts" bigint DEFAULT 0 NOT NULL,
	"counter_only_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "store_events" (
	"id" text PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"step" text NOT NULL,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "activities" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"category" text NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"place" text NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"radius_meters" bigint,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"sign_up_until" timestamp (3) with time zone NOT NULL,
	"capacity" bigint NOT NULL,
	"taken" bigint DEFAULT 0 NOT NULL,
	"queued" bigint DEFAULT 0 NOT NULL,
	"waitlist" boolean NOT NULL,
	"locals_only" boolean DEFAULT false NOT NULL,
	"min_age" bigint DEFAULT 0 NOT NULL,
	"requirements" text DEFAULT '' NOT NULL,
	"risk_notice" text DEFAULT '' NOT NULL,
	"beneficiary" text DEFAULT '' NOT NULL,
	"contact" text NOT NULL,
	"size" text,
	"points_each" bigint DEFAULT 0 NOT NULL,
	"committed_points" bigint DEFAULT 0 NOT NULL,
	"check_in" text NOT NULL,
	"evidence_photos_min" bigint DEFAULT 0 NOT NULL,
	"evidence_text" boolean DEFAULT false NOT NULL,
	"evidence_unit" text DEFAULT '' NOT NULL,
	"publisher_id" text NOT NULL,
	"series_id" text,
	"series_day" text,
	"copied_from" text,
	"status" text NOT NULL,
	"published_at" timestamp (3) with time zone,
	"rescheduled_at" timestamp (3) with time zone,
	"reminded_day_at" timestamp (3) with time zone,
	"reminded_hour_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "activities_number_unique" UNIQUE("number"),
	CONSTRAINT "activities_capacity" CHECK ("activities"."capacity" between 1 and 10000),
	CONSTRAINT "activities_taken" CHECK ("activities"."taken" between 0 and "activities"."capacity"),
	CONSTRAINT "activities_span" CHECK ("activities"."ends_at" > "activities"."starts_at"),
	CONSTRAINT "activities_committed" CHECK ("activities"."committed_points" >= 0)
);
--> statement-breakpoint
CREATE TABLE "activity_events" (
	"id" text PRIMARY KEY NOT NULL,
	"activity_id" text NOT NULL,
	"step" text NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"actor_id" text NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"changes" jsonb,
	"version" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "activity_series" (
	"id" text PRIMARY KEY NOT NULL,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"publisher_id" text NOT NULL,
	"template" jsonb NOT NULL,
	"repeats" text NOT NULL,
	"interval" bigint DEFAULT 1 NOT NULL,
	"weekdays" jsonb NOT NULL,
	"month_day" bigint,
	"first_day" text NOT NULL,
	"last_day" text NOT NULL,
	"start_time" text NOT NULL,
	"minutes" bigint NOT NULL,
	"exceptions" jsonb NOT NULL,
	"publishes" boolean NOT NULL,
	"made_through" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "activity_series_interval" CHECK ("activity_series"."interval" between 1 and 12),
	CONSTRAINT "activity_series_minutes" CHECK ("activity_series"."minutes" between 15 and 1440)
);
--> statement-breakpoint
CREATE TABLE "calendar_feeds" (
	"person_id" text PRIMARY KEY NOT NULL,
	"generation" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claim_events" (
	"id" text PRIMARY KEY NOT NULL,
	"claim_id" text NOT NULL,
	"step" text NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"actor_id" text NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"version" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" text PRIMARY KEY NOT NULL,
	"activity_id" text NOT NULL,
	"person_id" text NOT NULL,
	"status" text NOT NULL,
	"queue_number" bigint,
	"offer_until" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "area_events" ADD CONSTRAINT "area_events_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "back_entries" ADD CONSTRAINT "back_entries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "back_entries" ADD CONSTRAINT "back_entries_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "back_entries" ADD CONSTRAINT "back_entries_unit_id_areas_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "back_entries" ADD CONSTRAINT "back_entries_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "back_entry_events" ADD CONSTRAINT "back_entry_events_back_entry_id_back_entries_id_fk" FOREIGN KEY ("back_entry_id") REFERENCES "public"."back_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hour_certificates" ADD CONSTRAINT "hour_certificates_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hour_certificates" ADD CONSTRAINT "hour_certificates_unit_id_areas_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hour_totals" ADD CONSTRAINT "hour_totals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_hours" ADD CONSTRAINT "service_hours_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_hours" ADD CONSTRAINT "service_hours_unit_id_areas_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_hours" ADD CONSTRAINT "unit_hours_unit_id_areas_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "looks" ADD CONSTRAINT "looks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_events" ADD CONSTRAINT "person_events_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_bands" ADD CONSTRAINT "photo_bands_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_uses" ADD CONSTRAINT "photo_uses_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_leaves" ADD CONSTRAINT "digest_leaves_transfer_id_transfers_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "public"."transfers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_leaves" ADD CONSTRAINT "digest_leaves_day_digests_day_fk" FOREIGN KEY ("day") REFERENCES "public"."digests"("day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_transfer_id_transfers_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "public"."transfers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_moves" ADD CONSTRAINT "lot_moves_transfer_id_transfers_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "public"."transfers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_moves" ADD CONSTRAINT "lot_moves_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_transfer_id_transfers_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "public"."transfers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "point_appeal_events" ADD CONSTRAINT "point_appeal_events_appeal_id_point_appeals_id_fk" FOREIGN KEY ("appeal_id") REFERENCES "public"."point_appeals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reversals" ADD CONSTRAINT "reversals_transfer_id_transfers_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "public"."transfers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_events" ADD CONSTRAINT "rule_events_rule_version_id_rule_versions_id_fk" FOREIGN KEY ("rule_version_id") REFERENCES "public"."rule_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_versions" ADD CONSTRAINT "rule_versions_rule_rules_code_fk" FOREIGN KEY ("rule") REFERENCES "public"."rules"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_scans" ADD CONSTRAINT "presence_scans_activity_id_activities_id_fk" FOREIGN KEY ("activity_id") REFERENCES "public"."activities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_activity_id_activities_id_fk" FOREIGN KEY ("activity_id") REFERENCES "public"."activities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_reviewer_id_people_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_checks" ADD CONSTRAINT "spot_checks_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_checks" ADD CONSTRAINT "spot_checks_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_lot_id_stock_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."stock_lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_prices" ADD CONSTRAINT "item_prices_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_count_lines" ADD CONSTRAINT "stock_count_lines_count_id_stock_counts_id_fk" FOREIGN KEY ("count_id") REFERENCES "public"."stock_counts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_count_lines" ADD CONSTRAINT "stock_count_lines_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_counts" ADD CONSTRAINT "stock_counts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_lots" ADD CONSTRAINT "stock_lots_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_lots" ADD CONSTRAINT "stock_lots_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_moves" ADD CONSTRAINT "stock_moves_lot_id_stock_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."stock_lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stores" ADD CONSTRAINT "stores_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scans" ADD CONSTRAINT "scans_keeper_id_people_id_fk" FOREIGN KEY ("keeper_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scans" ADD CONSTRAINT "scans_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scans" ADD CONSTRAINT "scans_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shoppers" ADD CONSTRAINT "shoppers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_events" ADD CONSTRAINT "store_events_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_publisher_id_people_id_fk" FOREIGN KEY ("publisher_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_series_id_activity_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."activity_series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_events" ADD CONSTRAINT "activity_events_activity_id_activities_id_fk" FOREIGN KEY ("activity_id") REFERENCES "public"."activities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_series" ADD CONSTRAINT "activity_series_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_series" ADD CONSTRAINT "activity_series_publisher_id_people_id_fk" FOREIGN KEY ("publisher_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_events" ADD CONSTRAINT "claim_events_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_activity_id_activities_id_fk" FOREIGN KEY ("activity_id") REFERENCES "public"."activities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "area_events_area" ON "area_events" USING btree ("area_id","id");--> statement-breakpoint
CREATE INDEX "areas_parent" ON "areas" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "back_entries_state" ON "back_entries" USING btree ("state","created_at","id");--> statement-breakpoint
CREATE INDEX "back_entries_proposer" ON "back_entries" USING btree ("proposed_by","id");--> statement-breakpoint
CREATE INDEX "back_entries_person" ON "back_entries" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "back_entry_events_entry" ON "back_entry_events" USING btree ("back_entry_id","at","id");--> statement-breakpoint
CREATE INDEX "hour_certificates_person" ON "hour_certificates" USING btree ("person_id","issued_at","id");--> statement-breakpoint
CREATE INDEX "service_hours_person" ON "service_hours" USING btree ("person_id","day","id");--> statement-breakpoint
CREATE INDEX "service_hours_corrects" ON "service_hours" USING btree ("corrects");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once" ON "notices" USING btree ("person_id","key");--> statement-breakpoint
CREATE INDEX "notices_inbox" ON "notices" USING btree ("person_id","read_at","at");--> statement-breakpoint
CREATE INDEX "cards_person" ON "cards" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "cards_issued" ON "cards" USING btree ("issued_at");--> statement-breakpoint
CREATE UNIQUE INDEX "cards_in_use" ON "cards" USING btree ("person_id") WHERE "cards"."status" = 'active';--> statement-breakpoint
CREATE INDEX "challenges_expiry" ON "challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "consents_person" ON "consents" USING btree ("person_id","kind");--> statement-breakpoint
CREATE INDEX "grants_person" ON "grants" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "grants_area" ON "grants" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "looks_person" ON "looks" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "people_area" ON "people" USING btree ("area_id","id");--> statement-breakpoint
CREATE INDEX "people_real_name" ON "people" USING btree ("real_name_fingerprint");--> statement-breakpoint
CREATE INDEX "person_events_person" ON "person_events" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "recovery_codes_person" ON "recovery_codes" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "photo_uses_photo" ON "photo_uses" USING btree ("photo_id");--> statement-breakpoint
CREATE UNIQUE INDEX "photo_uses_subject" ON "photo_uses" USING btree ("subject_id","photo_id");--> statement-breakpoint
CREATE INDEX "photo_uses_exact" ON "photo_uses" USING btree ("exact_hash");--> statement-breakpoint
CREATE INDEX "account_days_day" ON "account_days" USING btree ("day","account_id");--> statement-breakpoint
CREATE INDEX "budget_entries_area" ON "budget_entries" USING btree ("area_id","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "digest_leaves_position" ON "digest_leaves" USING btree ("day","position");--> statement-breakpoint
CREATE INDEX "empty_grants_owner" ON "empty_grants" USING btree ("owner_id","at","id");--> statement-breakpoint
CREATE INDEX "entries_owner" ON "entries" USING btree ("owner_id","seq","transfer_id");--> statement-breakpoint
CREATE INDEX "holds_owner" ON "holds" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "lot_moves_lot" ON "lot_moves" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "lot_moves_hold" ON "lot_moves" USING btree ("hold_id");--> statement-breakpoint
CREATE INDEX "lots_transfer" ON "lots" USING btree ("transfer_id");--> statement-breakpoint
CREATE INDEX "lots_spendable" ON "lots" USING btree ("owner_id","expires_at","id") WHERE available > 0;--> statement-breakpoint
CREATE INDEX "lots_pending_until" ON "lots" USING btree ("effective_at","id") WHERE pending > 0;--> statement-breakpoint
CREATE INDEX "lots_expiring" ON "lots" USING btree ("expires_at","id") WHERE available > 0;--> statement-breakpoint
CREATE INDEX "lots_owner" ON "lots" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "point_appeal_events_appeal" ON "point_appeal_events" USING btree ("appeal_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "point_appeals_once" ON "point_appeals" USING btree ("subject","subject_id");--> statement-breakpoint
CREATE INDEX "point_appeals_owner" ON "point_appeals" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "point_appeals_state" ON "point_appeals" USING btree ("state","at","id");--> statement-breakpoint
CREATE INDEX "reversals_owner" ON "reversals" USING btree ("owner_id","at","id");--> statement-breakpoint
CREATE INDEX "reversals_debt_at" ON "reversals" USING btree ("at","id") WHERE debt_left > 0;--> statement-breakpoint
CREATE INDEX "rule_events_version" ON "rule_events" USING btree ("rule_version_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "rule_versions_number" ON "rule_versions" USING btree ("rule","number");--> statement-breakpoint
CREATE INDEX "rule_versions_start" ON "rule_versions" USING btree ("rule","starts_on");--> statement-breakpoint
CREATE INDEX "transfers_at" ON "transfers" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "device_sightings_device" ON "device_sightings" USING btree ("device_hash","at");--> statement-breakpoint
CREATE INDEX "device_sightings_at" ON "device_sightings" USING btree ("at");--> statement-breakpoint
CREATE INDEX "presence_scans_activity" ON "presence_scans" USING btree ("activity_id","at","id");--> statement-breakpoint
CREATE INDEX "presences_activity" ON "presences" USING btree ("activity_id","claim_id");--> statement-breakpoint
CREATE INDEX "presences_person" ON "presences" USING btree ("person_id","in_at","claim_id");--> statement-breakpoint
CREATE INDEX "presences_open" ON "presences" USING btree ("out_at","closed_at","activity_id");--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_claim" ON "appeals" USING btree ("claim_id");--> statement-breakpoint
CREATE INDEX "reviews_claim" ON "reviews" USING btree ("claim_id","at","id");--> statement-breakpoint
CREATE INDEX "reviews_reviewer" ON "reviews" USING btree ("reviewer_id","at","id");--> statement-breakpoint
CREATE INDEX "spot_checks_open" ON "spot_checks" USING btree ("decided_at","created_at","claim_id");--> statement-breakpoint
CREATE INDEX "submissions_claim" ON "submissions" USING btree ("claim_id","at","id");--> statement-breakpoint
CREATE INDEX "allocations_lot" ON "allocations" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "item_prices_item" ON "item_prices" USING btree ("item_id","starts_at");--> statement-breakpoint
CREATE INDEX "item_prices_start" ON "item_prices" USING btree ("starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "stock_count_lines_pile" ON "stock_count_lines" USING btree ("count_id","item_id","expires_on");--> statement-breakpoint
CREATE INDEX "stock_counts_store" ON "stock_counts" USING btree ("store_id","id");--> statement-breakpoint
CREATE INDEX "stock_events_subject" ON "stock_events" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "stock_lots_shelf" ON "stock_lots" USING btree ("store_id","item_id","expires_on","id");--> statement-breakpoint
CREATE INDEX "stock_lots_item" ON "stock_lots" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "stock_moves_lot" ON "stock_moves" USING btree ("lot_id","id");--> statement-breakpoint
CREATE INDEX "stock_moves_cause" ON "stock_moves" USING btree ("cause_id");--> statement-breakpoint
CREATE INDEX "stores_area" ON "stores" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "order_lines_window" ON "order_lines" USING btree ("person_id","placed_at");--> statement-breakpoint
CREATE INDEX "orders_person" ON "orders" USING btree ("person_id","placed_at");--> statement-breakpoint
CREATE INDEX "orders_store" ON "orders" USING btree ("store_id","state","placed_at");--> statement-breakpoint
CREATE INDEX "orders_due" ON "orders" USING btree ("state","pickup_until");--> statement-breakpoint
CREATE INDEX "scans_store" ON "scans" USING btree ("store_id","at");--> statement-breakpoint
CREATE INDEX "scans_order" ON "scans" USING btree ("order_id","at");--> statement-breakpoint
CREATE INDEX "store_events_store" ON "store_events" USING btree ("store_id","id");--> statement-breakpoint
CREATE INDEX "activities_open" ON "activities" USING btree ("status","starts_at","id");--> statement-breakpoint
CREATE INDEX "activities_area" ON "activities" USING btree ("area_path","starts_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "activities_series_day" ON "activities" USING btree ("series_id","series_day");--> statement-breakpoint
CREATE INDEX "activity_events_activity" ON "activity_events" USING btree ("activity_id","version","id");--> statement-breakpoint
CREATE INDEX "activity_series_due" ON "activity_series" USING btree ("ended_at","made_through");--> statement-breakpoint
CREATE INDEX "claim_events_claim" ON "claim_events" USING btree ("claim_id","version","id");--> statement-breakpoint
CREATE INDEX "claims_person" ON "claims" USING btree ("person_id","created_at","id");--> statement-breakpoint
CREATE INDEX "claims_activity" ON "claims" USING btree ("activity_id","status","queue_number","id");--> statement-breakpoint
CREATE INDEX "claims_status" ON "claims" USING btree ("status","offer_until");--> statement-breakpoint
CREATE UNIQUE INDEX "claims_once" ON "claims" USING btree ("activity_id","person_id") WHERE status not in ('canceled', 'late_canceled', 'excused');