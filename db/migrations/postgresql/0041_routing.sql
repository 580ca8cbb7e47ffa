DROP INDEX "whistles_once";--> statement-breakpoint
ALTER TABLE "report_follows" ADD COLUMN "brought_by" text;--> statement-breakpoint
ALTER TABLE "report_follows" ADD COLUMN "own_kind" text;--> statement-breakpoint
CREATE UNIQUE INDEX "whistles_once" ON "whistles" USING btree ("report_id","round","organization_id") WHERE status not in ('withdrawn', 'released');