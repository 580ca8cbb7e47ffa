CREATE TABLE "award_class_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"class_id" text NOT NULL,
	"version" bigint NOT NULL,
	"zh" text NOT NULL,
	"en" text NOT NULL,
	"gives" text NOT NULL,
	"subject_kind" text NOT NULL,
	"criteria" jsonb NOT NULL,
	"evidence_asked" text NOT NULL,
	"quota_per_year" bigint,
	"notice_days" bigint NOT NULL,
	"quorum" bigint NOT NULL,
	"percent_for" bigint NOT NULL,
	"valid_months" bigint,
	"is_open" boolean NOT NULL,
	"why" text NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "award_class_versions_notice" CHECK ("award_class_versions"."notice_days" >= 5),
	CONSTRAINT "award_class_versions_votes" CHECK ("award_class_versions"."quorum" >= 3 and "award_class_versions"."percent_for" between 51 and 100)
);
--> statement-breakpoint
CREATE TABLE "award_classes" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "award_events" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"what" text NOT NULL,
	"details" jsonb NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "award_years" (
	"class_id" text NOT NULL,
	"year" text NOT NULL,
	"taken" bigint NOT NULL,
	CONSTRAINT "award_years_class_id_year_pk" PRIMARY KEY("class_id","year")
);
--> statement-breakpoint
CREATE TABLE "ballots" (
	"nomination_id" text NOT NULL,
	"person_id" text NOT NULL,
	"vote" text NOT NULL,
	"grade" text,
	"why" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ballots_nomination_id_person_id_pk" PRIMARY KEY("nomination_id","person_id"),
	CONSTRAINT "ballots_grade" CHECK ("ballots"."grade" is null or "ballots"."vote" = 'for')
);
--> statement-breakpoint
CREATE TABLE "merit_records" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"nomination_id" text NOT NULL,
	"grade" text NOT NULL,
	"merit" bigint NOT NULL,
	"title" text NOT NULL,
	"facts" text NOT NULL,
	"panel_id" text NOT NULL,
	"panel_name" text NOT NULL,
	"area_path" text NOT NULL,
	"decided_by" text NOT NULL,
	"corrects" text,
	"why" text DEFAULT '' NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "merit_records_merit" CHECK (abs("merit_records"."merit") in (1, 3, 9) and ("merit_records"."merit" > 0) = ("merit_records"."corrects" is null))
);
--> statement-breakpoint
CREATE TABLE "nomination_events" (
	"id" text PRIMARY KEY NOT NULL,
	"nomination_id" text NOT NULL,
	"step" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"by_id" text NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "nominations" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"class_id" text NOT NULL,
	"class_version_id" text NOT NULL,
	"group_name" text,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"facts" text NOT NULL,
	"nominated_by" text NOT NULL,
	"state" text NOT NULL,
	"figures" jsonb,
	"checked_by" text,
	"panel_id" text,
	"grade" text,
	"points" bigint DEFAULT 0 NOT NULL,
	"notice_text" text,
	"notice_ends_at" timestamp (3) with time zone,
	"decided_by" text,
	"year" text,
	"award_number" text,
	"issued_at" timestamp (3) with time zone,
	"valid_until" timestamp (3) with time zone,
	"revoked_by" text,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "nominations_number_unique" UNIQUE("number"),
	CONSTRAINT "nominations_award_number_unique" UNIQUE("award_number"),
	CONSTRAINT "nominations_points" CHECK ("nominations"."points" = 0 or "nominations"."points" between 50 and 200)
);
--> statement-breakpoint
CREATE TABLE "nominees" (
	"nomination_id" text NOT NULL,
	"person_id" text NOT NULL,
	"answer" text NOT NULL,
	"show_name" boolean NOT NULL,
	"answered_at" timestamp (3) with time zone,
	CONSTRAINT "nominees_nomination_id_person_id_pk" PRIMARY KEY("nomination_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "objections" (
	"id" text PRIMARY KEY NOT NULL,
	"nomination_id" text NOT NULL,
	"person_id" text NOT NULL,
	"why" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"answer" text,
	"answered_by" text,
	"answered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "panel_members" (
	"panel_id" text NOT NULL,
	"person_id" text NOT NULL,
	"is_chair" boolean NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	CONSTRAINT "panel_members_panel_id_person_id_pk" PRIMARY KEY("panel_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "panels" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"is_open" boolean NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "award_class_versions" ADD CONSTRAINT "award_class_versions_class_id_award_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."award_classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award_years" ADD CONSTRAINT "award_years_class_id_award_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."award_classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_nomination_id_nominations_id_fk" FOREIGN KEY ("nomination_id") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merit_records" ADD CONSTRAINT "merit_records_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merit_records" ADD CONSTRAINT "merit_records_nomination_id_nominations_id_fk" FOREIGN KEY ("nomination_id") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nomination_events" ADD CONSTRAINT "nomination_events_nomination_id_nominations_id_fk" FOREIGN KEY ("nomination_id") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominations" ADD CONSTRAINT "nominations_class_id_award_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."award_classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominations" ADD CONSTRAINT "nominations_class_version_id_award_class_versions_id_fk" FOREIGN KEY ("class_version_id") REFERENCES "public"."award_class_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominations" ADD CONSTRAINT "nominations_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominations" ADD CONSTRAINT "nominations_nominated_by_people_id_fk" FOREIGN KEY ("nominated_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominations" ADD CONSTRAINT "nominations_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominees" ADD CONSTRAINT "nominees_nomination_id_nominations_id_fk" FOREIGN KEY ("nomination_id") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominees" ADD CONSTRAINT "nominees_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_nomination_id_nominations_id_fk" FOREIGN KEY ("nomination_id") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_members" ADD CONSTRAINT "panel_members_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_members" ADD CONSTRAINT "panel_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panels" ADD CONSTRAINT "panels_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "award_class_versions_number" ON "award_class_versions" USING btree ("class_id","version");--> statement-breakpoint
CREATE INDEX "award_events_subject" ON "award_events" USING btree ("subject_id","at","id");--> statement-breakpoint
CREATE INDEX "merit_records_person" ON "merit_records" USING btree ("person_id","at","id");--> statement-breakpoint
CREATE INDEX "merit_records_at" ON "merit_records" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "nomination_events_nomination" ON "nomination_events" USING btree ("nomination_id","at","id");--> statement-breakpoint
CREATE INDEX "nominations_state" ON "nominations" USING btree ("state","created_at","id");--> statement-breakpoint
CREATE INDEX "nominations_nominator" ON "nominations" USING btree ("nominated_by","created_at","id");--> statement-breakpoint
CREATE INDEX "nominations_class" ON "nominations" USING btree ("class_id","year","id");--> statement-breakpoint
CREATE INDEX "nominees_person" ON "nominees" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "objections_once" ON "objections" USING btree ("nomination_id","person_id");--> statement-breakpoint
CREATE INDEX "panel_members_person" ON "panel_members" USING btree ("person_id");