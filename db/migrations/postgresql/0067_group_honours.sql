ALTER TABLE "nominations" ADD COLUMN "household_id" text;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "merchant_id" text;--> statement-breakpoint
ALTER TABLE "nominations" ADD CONSTRAINT "nominations_household_id_households_id_fk" FOREIGN KEY ("household_id") REFERENCES "public"."households"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominations" ADD CONSTRAINT "nominations_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "nominations_household" ON "nominations" USING btree ("household_id","class_id","id");--> statement-breakpoint
CREATE INDEX "nominations_merchant" ON "nominations" USING btree ("merchant_id","class_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "nominations_household_once" ON "nominations" USING btree ("class_id","household_id") WHERE state in ('nominated', 'eligible', 'voting', 'reviewed', 'noticed', 'decided');--> statement-breakpoint
CREATE UNIQUE INDEX "nominations_merchant_once" ON "nominations" USING btree ("class_id","merchant_id") WHERE state in ('nominated', 'eligible', 'voting', 'reviewed', 'noticed', 'decided');