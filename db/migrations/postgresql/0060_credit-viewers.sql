CREATE TABLE "credit_viewers" (
	"view_id" text PRIMARY KEY NOT NULL,
	"link_id" text NOT NULL,
	"person_id" text NOT NULL
);
--> statement-breakpoint
INSERT INTO "credit_viewers" ("view_id", "link_id", "person_id") SELECT "id", "link_id", "person_id" FROM "credit_views";--> statement-breakpoint
ALTER TABLE "credit_views" DROP CONSTRAINT "credit_views_person_id_people_id_fk";
--> statement-breakpoint
DROP INDEX "credit_views_person";--> statement-breakpoint
ALTER TABLE "credit_viewers" ADD CONSTRAINT "credit_viewers_view_id_credit_views_id_fk" FOREIGN KEY ("view_id") REFERENCES "public"."credit_views"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_viewers" ADD CONSTRAINT "credit_viewers_link_id_credit_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."credit_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_viewers" ADD CONSTRAINT "credit_viewers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credit_viewers_link" ON "credit_viewers" USING btree ("link_id");--> statement-breakpoint
CREATE INDEX "credit_viewers_person" ON "credit_viewers" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "credit_links_ended" ON "credit_links" USING btree ("ended_at","id");--> statement-breakpoint
ALTER TABLE "credit_views" DROP COLUMN "person_id";