CREATE TABLE "draft_photos" (
	"form_id" text NOT NULL,
	"photo_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"role" text NOT NULL,
	"position" bigint NOT NULL,
	"prepared" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "draft_photos_form_id_photo_id_pk" PRIMARY KEY("form_id","photo_id")
);
--> statement-breakpoint
CREATE TABLE "report_subscriptions" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"category_id" text,
	"topic" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"told_up_to" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "again_of" text;--> statement-breakpoint
ALTER TABLE "report_subscriptions" ADD CONSTRAINT "report_subscriptions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_subscriptions" ADD CONSTRAINT "report_subscriptions_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_subscriptions" ADD CONSTRAINT "report_subscriptions_category_id_report_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."report_categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "draft_photos_expiry" ON "draft_photos" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "report_subscriptions_topic" ON "report_subscriptions" USING btree ("person_id","topic");--> statement-breakpoint
CREATE INDEX "report_subscriptions_told" ON "report_subscriptions" USING btree ("told_up_to","id");--> statement-breakpoint
CREATE INDEX "reports_public_accepted" ON "reports" USING btree ("is_public","accepted_at","id");