CREATE INDEX "reports_filed" ON "reports" USING btree ("filed_at","id");--> statement-breakpoint
CREATE INDEX "reports_counts" ON "reports" USING btree ("status","area_path","promised_at");--> statement-breakpoint
CREATE INDEX "reports_done" ON "reports" USING btree ("status","updated_at","id");