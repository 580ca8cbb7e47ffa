CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"contact" text DEFAULT '' NOT NULL,
	"key_hash" text NOT NULL,
	"hint" text NOT NULL,
	"per_minute" bigint NOT NULL,
	"issued_by" text NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"revoked_by" text,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_key_hash_unique" UNIQUE("key_hash"),
	CONSTRAINT "api_keys_rate" CHECK ("api_keys"."per_minute" between 1 and 6000)
);
--> statement-breakpoint
CREATE TABLE "api_reports" (
	"report_id" text PRIMARY KEY NOT NULL,
	"api_key_id" text NOT NULL,
	"body_hash" text NOT NULL,
	"media_urls" text DEFAULT '' NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "foreign_updates" (
	"api_key_id" text NOT NULL,
	"update_id" text NOT NULL,
	"id" text NOT NULL,
	"report_id" text NOT NULL,
	"status" text NOT NULL,
	"description" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "foreign_updates_api_key_id_update_id_pk" PRIMARY KEY("api_key_id","update_id"),
	CONSTRAINT "foreign_updates_id_unique" UNIQUE("id")
);
--> statement-breakpoint
ALTER TABLE "api_reports" ADD CONSTRAINT "api_reports_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_reports" ADD CONSTRAINT "api_reports_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "foreign_updates" ADD CONSTRAINT "foreign_updates_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "foreign_updates" ADD CONSTRAINT "foreign_updates_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_issued" ON "api_keys" USING btree ("issued_at","id");--> statement-breakpoint
CREATE INDEX "api_reports_body" ON "api_reports" USING btree ("api_key_id","body_hash","at");--> statement-breakpoint
CREATE INDEX "foreign_updates_report" ON "foreign_updates" USING btree ("report_id","at");