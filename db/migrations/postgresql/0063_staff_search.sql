ALTER TABLE "reports" ADD COLUMN "staff_grams" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "reports_unread" ON "reports" USING btree ("id") WHERE staff_grams = '';