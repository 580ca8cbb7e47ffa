CREATE TABLE "use_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"line_id" text NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"for_area_id" text,
	"for_need" boolean NOT NULL,
	"purpose" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"paper_photo_id" text,
	"paper_by" text,
	"way" text,
	"ended_by" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "use_changes_paper" CHECK (("use_changes"."paper_photo_id" is null) = ("use_changes"."paper_by" is null)),
	CONSTRAINT "use_changes_agreed" CHECK ("use_changes"."state" <> 'agreed' or "use_changes"."way" is not null)
);
--> statement-breakpoint
ALTER TABLE "use_changes" ADD CONSTRAINT "use_changes_line_id_donation_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."donation_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "use_changes" ADD CONSTRAINT "use_changes_for_area_id_areas_id_fk" FOREIGN KEY ("for_area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "use_changes" ADD CONSTRAINT "use_changes_paper_photo_id_photos_id_fk" FOREIGN KEY ("paper_photo_id") REFERENCES "public"."photos"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "use_changes_line" ON "use_changes" USING btree ("line_id","id");--> statement-breakpoint
ALTER TABLE "donation_lines" DROP COLUMN "version";