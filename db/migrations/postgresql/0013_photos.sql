CREATE TABLE "photo_events" (
	"id" text PRIMARY KEY NOT NULL,
	"photo_id" text NOT NULL,
	"what" text NOT NULL,
	"boxes" jsonb,
	"reason" text DEFAULT '' NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "photo_files" (
	"id" text PRIMARY KEY NOT NULL,
	"doomed_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "photo_redactions" (
	"photo_id" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"boxes" jsonb NOT NULL,
	"shown_id" text NOT NULL,
	"shown_small_id" text NOT NULL,
	"kept_until" timestamp (3) with time zone NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "photo_viewers" (
	"subject_id" text NOT NULL,
	"organization_id" text NOT NULL,
	CONSTRAINT "photo_viewers_subject_id_organization_id_pk" PRIMARY KEY("subject_id","organization_id")
);
--> statement-breakpoint
ALTER TABLE "photo_uses" ADD COLUMN "role" text;--> statement-breakpoint
ALTER TABLE "photo_uses" ADD COLUMN "place" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "photo_uses" ADD COLUMN "is_public" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "d_hash_down" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "inside_d_hash" text;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "inside_d_hash_down" text;--> statement-breakpoint
ALTER TABLE "photo_events" ADD CONSTRAINT "photo_events_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_redactions" ADD CONSTRAINT "photo_redactions_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "photo_events_photo" ON "photo_events" USING btree ("photo_id","at","id");--> statement-breakpoint
CREATE INDEX "photo_files_doomed" ON "photo_files" USING btree ("doomed_at","id");--> statement-breakpoint
CREATE INDEX "photo_redactions_due" ON "photo_redactions" USING btree ("status","kept_until");--> statement-breakpoint
CREATE INDEX "photo_uses_owner" ON "photo_uses" USING btree ("owner_id","at");--> statement-breakpoint
CREATE INDEX "photos_small" ON "photos" USING btree ("small_id");