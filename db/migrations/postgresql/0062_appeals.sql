DROP INDEX "appeals_claim";--> statement-breakpoint
CREATE INDEX "appeals_of_claim" ON "appeals" USING btree ("claim_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_open" ON "appeals" USING btree ("claim_id") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "reviews_latest" ON "reviews" USING btree ("at","id");