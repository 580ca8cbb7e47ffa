CREATE TABLE "organization_events" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"step" text NOT NULL,
	"from_state" jsonb,
	"to_state" jsonb,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"duties" text DEFAULT '' NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "grants" DROP CONSTRAINT "grants_place";--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "organization_id" text;--> statement-breakpoint
ALTER TABLE "organization_events" ADD CONSTRAINT "organization_events_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "organization_events_organization" ON "organization_events" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "organizations_area" ON "organizations" USING btree ("area_path","id");--> statement-breakpoint
CREATE UNIQUE INDEX "organizations_name" ON "organizations" USING btree ("area_id","kind","name");--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "grants_organization" ON "grants" USING btree ("organization_id");--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_place" CHECK (case when "grants"."area_id" is null then 0 else 1 end + case when "grants"."store_id" is null then 0 else 1 end + case when "grants"."organization_id" is null then 0 else 1 end = 1);