CREATE TABLE "star_notices" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"stars" bigint NOT NULL,
	"minutes" bigint NOT NULL,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"show_name" boolean NOT NULL,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"notice_ends_at" timestamp (3) with time zone NOT NULL,
	"ended_by" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "star_notices_stars" CHECK ("star_notices"."stars" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "star_objections" (
	"id" text PRIMARY KEY NOT NULL,
	"notice_id" text NOT NULL,
	"person_id" text NOT NULL,
	"why" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"answer" text DEFAULT '' NOT NULL,
	"answered_by" text,
	"answered_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "star_notices" ADD CONSTRAINT "star_notices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "star_notices" ADD CONSTRAINT "star_notices_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "star_objections" ADD CONSTRAINT "star_objections_notice_id_star_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."star_notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "star_objections" ADD CONSTRAINT "star_objections_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "star_notices_once" ON "star_notices" USING btree ("person_id","stars") WHERE state in ('noticed', 'granted');--> statement-breakpoint
CREATE INDEX "star_notices_state" ON "star_notices" USING btree ("state","notice_ends_at","id");--> statement-breakpoint
CREATE INDEX "star_notices_person" ON "star_notices" USING btree ("person_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "star_objections_once" ON "star_objections" USING btree ("notice_id","person_id");