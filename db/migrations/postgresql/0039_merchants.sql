CREATE TABLE "merchant_checks" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"kind" text NOT NULL,
	"result" text NOT NULL,
	"note" text NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merchant_complaint_events" (
	"id" text PRIMARY KEY NOT NULL,
	"complaint_id" text NOT NULL,
	"step" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"by_id" text NOT NULL,
	"details" jsonb,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merchant_complaints" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"merchant_id" text NOT NULL,
	"person_id" text,
	"kind" text NOT NULL,
	"what" text NOT NULL,
	"happened_on" text NOT NULL,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"answer_due_at" timestamp (3) with time zone NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"decide_due_at" timestamp (3) with time zone NOT NULL,
	"inspected_by" text,
	"inspected_at" timestamp (3) with time zone,
	"inspection" text DEFAULT '' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"decision" text DEFAULT '' NOT NULL,
	"appeal_until" timestamp (3) with time zone,
	"appeal_why" text DEFAULT '' NOT NULL,
	"appealed_at" timestamp (3) with time zone,
	"appeal_due_at" timestamp (3) with time zone,
	"appeal_decided_by" text,
	"appeal_decided_at" timestamp (3) with time zone,
	"appeal_answer" text DEFAULT '' NOT NULL,
	"merged_into" text,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "merchant_complaints_number_unique" UNIQUE("number"),
	CONSTRAINT "merchant_complaints_merged" CHECK (("merchant_complaints"."state" = 'merged') = ("merchant_complaints"."merged_into" is not null))
);
--> statement-breakpoint
CREATE TABLE "merchant_disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"check_id" text NOT NULL,
	"why" text NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"answer" text DEFAULT '' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "merchant_disputes_check_id_unique" UNIQUE("check_id")
);
--> statement-breakpoint
CREATE TABLE "merchant_events" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"step" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"by_id" text NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"details" jsonb,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merchant_licences" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"valid_until" text,
	"state" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"why" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merchant_scores" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"score" bigint NOT NULL,
	"level" text NOT NULL,
	"parts" jsonb NOT NULL,
	"terms_version_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "merchant_scores_range" CHECK ("merchant_scores"."score" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "merchants" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"unified_code" text NOT NULL,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"owner_id" text NOT NULL,
	"state" text NOT NULL,
	"licence_until" text,
	"licence_reminder" bigint,
	"review_due_on" text,
	"review_reminder" bigint,
	"approved_at" timestamp (3) with time zone,
	"is_listed" boolean DEFAULT false NOT NULL,
	"facts_seen" bigint DEFAULT 0 NOT NULL,
	"scored_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "merchants_number_unique" UNIQUE("number")
);
--> statement-breakpoint
ALTER TABLE "merchant_checks" ADD CONSTRAINT "merchant_checks_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_complaint_events" ADD CONSTRAINT "merchant_complaint_events_complaint_id_merchant_complaints_id_fk" FOREIGN KEY ("complaint_id") REFERENCES "public"."merchant_complaints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_complaints" ADD CONSTRAINT "merchant_complaints_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_complaints" ADD CONSTRAINT "merchant_complaints_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_disputes" ADD CONSTRAINT "merchant_disputes_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_disputes" ADD CONSTRAINT "merchant_disputes_check_id_merchant_checks_id_fk" FOREIGN KEY ("check_id") REFERENCES "public"."merchant_checks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_events" ADD CONSTRAINT "merchant_events_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_licences" ADD CONSTRAINT "merchant_licences_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_scores" ADD CONSTRAINT "merchant_scores_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "merchant_checks_merchant" ON "merchant_checks" USING btree ("merchant_id","at");--> statement-breakpoint
CREATE INDEX "merchant_complaint_events_complaint" ON "merchant_complaint_events" USING btree ("complaint_id","at");--> statement-breakpoint
CREATE INDEX "merchant_complaints_merchant" ON "merchant_complaints" USING btree ("merchant_id","state");--> statement-breakpoint
CREATE INDEX "merchant_complaints_person" ON "merchant_complaints" USING btree ("person_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_complaints_same" ON "merchant_complaints" USING btree ("merchant_id","person_id","kind","happened_on");--> statement-breakpoint
CREATE INDEX "merchant_disputes_merchant" ON "merchant_disputes" USING btree ("merchant_id","at");--> statement-breakpoint
CREATE INDEX "merchant_events_merchant" ON "merchant_events" USING btree ("merchant_id","at");--> statement-breakpoint
CREATE INDEX "merchant_licences_merchant" ON "merchant_licences" USING btree ("merchant_id","sent_at");--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_licences_open" ON "merchant_licences" USING btree ("merchant_id") WHERE state = 'sent';--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_scores_merchant" ON "merchant_scores" USING btree ("merchant_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "merchants_live_code" ON "merchants" USING btree ("unified_code") WHERE state in ('applied', 'returned', 'active', 'suspended', 'lapsed');--> statement-breakpoint
CREATE INDEX "merchants_area" ON "merchants" USING btree ("area_path","state");--> statement-breakpoint
CREATE INDEX "merchants_owner" ON "merchants" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "merchants_state" ON "merchants" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "merchants_scored" ON "merchants" USING btree ("scored_at","id");--> statement-breakpoint
CREATE INDEX "merchants_licence" ON "merchants" USING btree ("licence_until","id");--> statement-breakpoint
CREATE INDEX "merchants_review" ON "merchants" USING btree ("review_due_on","id");