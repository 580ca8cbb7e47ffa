CREATE TABLE "trial_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"rule_version_id" text NOT NULL,
	"version" bigint NOT NULL,
	"state" text NOT NULL,
	"done" bigint NOT NULL,
	"total" bigint NOT NULL,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coverage_marks" (
	"id" text PRIMARY KEY NOT NULL,
	"day" text NOT NULL,
	"tone" text NOT NULL,
	"from_tone" text,
	"ratio_percent" bigint,
	"outstanding" bigint NOT NULL,
	"shelf_fen" bigint NOT NULL,
	"terms_version_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "terms_version_id" text DEFAULT 'REDEEM-1' NOT NULL;--> statement-breakpoint
ALTER TABLE "trial_runs" ADD CONSTRAINT "trial_runs_rule_version_id_rule_versions_id_fk" FOREIGN KEY ("rule_version_id") REFERENCES "public"."rule_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "trial_runs_state" ON "trial_runs" USING btree ("state","at","id");--> statement-breakpoint
CREATE INDEX "trial_runs_version" ON "trial_runs" USING btree ("rule_version_id","at");--> statement-breakpoint
CREATE INDEX "coverage_marks_at" ON "coverage_marks" USING btree ("at","id");