CREATE TABLE "category_events" (
	"id" text PRIMARY KEY NOT NULL,
	"category_id" text NOT NULL,
	"from_state" jsonb,
	"to_state" jsonb,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_categories" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"group_name" jsonb NOT NULL,
	"name" jsonb NOT NULL,
	"description" jsonb NOT NULL,
	"keywords" jsonb NOT NULL,
	"matter" text NOT NULL,
	"urgency" text DEFAULT 'normal' NOT NULL,
	"questions" jsonb NOT NULL,
	"report_in_minutes" bigint NOT NULL,
	"resolve_minutes" bigint NOT NULL,
	"is_private" boolean DEFAULT false NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"position" bigint NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_categories_clocks" CHECK ("report_categories"."report_in_minutes" > 0 and "report_categories"."resolve_minutes" >= "report_categories"."report_in_minutes")
);
--> statement-breakpoint
CREATE TABLE "report_events" (
	"id" text PRIMARY KEY NOT NULL,
	"report_id" text NOT NULL,
	"whistle_id" text,
	"step" text NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"actor_id" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"details" jsonb,
	"version" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_follows" (
	"report_id" text NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_follows_report_id_person_id_pk" PRIMARY KEY("report_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "report_photos" (
	"report_id" text NOT NULL,
	"photo_id" text NOT NULL,
	"role" text NOT NULL,
	"whistle_id" text,
	"position" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_photos_report_id_photo_id_role_pk" PRIMARY KEY("report_id","photo_id","role")
);
--> statement-breakpoint
CREATE TABLE "report_questions" (
	"id" text PRIMARY KEY NOT NULL,
	"report_id" text NOT NULL,
	"question" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answer" text,
	"answered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"category_id" text NOT NULL,
	"words" text NOT NULL,
	"public_words" text,
	"answers" jsonb NOT NULL,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"address" text NOT NULL,
	"place_from" text NOT NULL,
	"reporter_id" text,
	"channel" text NOT NULL,
	"urgency" text NOT NULL,
	"matter" text,
	"status" text NOT NULL,
	"waiting_from" text,
	"refusal_reason" text,
	"merged_into" text,
	"split_from" text,
	"is_first" boolean,
	"followers" bigint DEFAULT 0 NOT NULL,
	"round" bigint DEFAULT 1 NOT NULL,
	"hand_backs" bigint DEFAULT 0 NOT NULL,
	"escalation" text DEFAULT 'community' NOT NULL,
	"is_public" boolean DEFAULT false NOT NULL,
	"search_grams" text DEFAULT '' NOT NULL,
	"filed_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"reported_in_at" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"verdict" text,
	"unpaid" text DEFAULT '' NOT NULL,
	"promised_at" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reports_number_unique" UNIQUE("number"),
	CONSTRAINT "reports_position" CHECK (("reports"."latitude" is null) = ("reports"."longitude" is null)),
	CONSTRAINT "reports_merged_elsewhere" CHECK ("reports"."merged_into" is null or "reports"."merged_into" <> "reports"."id")
);
--> statement-breakpoint
CREATE TABLE "whistles" (
	"id" text PRIMARY KEY NOT NULL,
	"report_id" text NOT NULL,
	"round" bigint NOT NULL,
	"organization_id" text,
	"area_path" text NOT NULL,
	"centre_path" text NOT NULL,
	"task" text NOT NULL,
	"status" text NOT NULL,
	"officer_id" text,
	"whistled_by" text NOT NULL,
	"whistled_at" timestamp (3) with time zone NOT NULL,
	"report_in_due_at" timestamp (3) with time zone NOT NULL,
	"resolve_due_at" timestamp (3) with time zone NOT NULL,
	"reported_in_at" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"stopped_at" timestamp (3) with time zone,
	"report_in_left" bigint,
	"resolve_left" bigint,
	"escalation" text DEFAULT 'none' NOT NULL,
	"next_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "whistles_clocks" CHECK ("whistles"."resolve_due_at" >= "whistles"."report_in_due_at")
);
--> statement-breakpoint
ALTER TABLE "category_events" ADD CONSTRAINT "category_events_category_id_report_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."report_categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_events" ADD CONSTRAINT "report_events_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_follows" ADD CONSTRAINT "report_follows_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_follows" ADD CONSTRAINT "report_follows_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_photos" ADD CONSTRAINT "report_photos_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_questions" ADD CONSTRAINT "report_questions_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_category_id_report_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."report_categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_people_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "whistles" ADD CONSTRAINT "whistles_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "whistles" ADD CONSTRAINT "whistles_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "category_events_category" ON "category_events" USING btree ("category_id","id");--> statement-breakpoint
CREATE INDEX "report_categories_position" ON "report_categories" USING btree ("position","id");--> statement-breakpoint
CREATE INDEX "report_events_report" ON "report_events" USING btree ("report_id","version","id");--> statement-breakpoint
CREATE INDEX "report_events_at" ON "report_events" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "report_follows_person" ON "report_follows" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "report_photos_photo" ON "report_photos" USING btree ("photo_id");--> statement-breakpoint
CREATE INDEX "report_questions_report" ON "report_questions" USING btree ("report_id","asked_at","id");--> statement-breakpoint
CREATE INDEX "reports_queue" ON "reports" USING btree ("status","filed_at","id");--> statement-breakpoint
CREATE INDEX "reports_area" ON "reports" USING btree ("area_path","filed_at","id");--> statement-breakpoint
CREATE INDEX "reports_public" ON "reports" USING btree ("is_public","filed_at","id");--> statement-breakpoint
CREATE INDEX "reports_public_updated" ON "reports" USING btree ("is_public","updated_at","id");--> statement-breakpoint
CREATE INDEX "reports_reporter" ON "reports" USING btree ("reporter_id","filed_at","id");--> statement-breakpoint
CREATE INDEX "reports_category" ON "reports" USING btree ("category_id","filed_at","id");--> statement-breakpoint
CREATE INDEX "reports_place" ON "reports" USING btree ("latitude","longitude");--> statement-breakpoint
CREATE INDEX "reports_next" ON "reports" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "reports_merged" ON "reports" USING btree ("merged_into");--> statement-breakpoint
CREATE INDEX "reports_unpaid" ON "reports" USING btree ("id") WHERE unpaid <> '';--> statement-breakpoint
CREATE INDEX "whistles_report" ON "whistles" USING btree ("report_id","round","id");--> statement-breakpoint
CREATE INDEX "whistles_organization" ON "whistles" USING btree ("organization_id","status","resolve_due_at","id");--> statement-breakpoint
CREATE INDEX "whistles_area" ON "whistles" USING btree ("area_path","status","resolve_due_at","id");--> statement-breakpoint
CREATE INDEX "whistles_next" ON "whistles" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "whistles_due" ON "whistles" USING btree ("status","resolve_due_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "whistles_once" ON "whistles" USING btree ("report_id","round","organization_id");