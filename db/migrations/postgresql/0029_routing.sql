CREATE TABLE "routing_events" (
	"id" text PRIMARY KEY NOT NULL,
	"version_id" text NOT NULL,
	"step" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "routing_rules" (
	"id" text PRIMARY KEY NOT NULL,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "routing_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"rule_id" text NOT NULL,
	"number" bigint NOT NULL,
	"name" text NOT NULL,
	"position" bigint NOT NULL,
	"terms" jsonb NOT NULL,
	"state" text NOT NULL,
	"starts_on" text,
	"ends_on" text,
	"trial" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "routing_events" ADD CONSTRAINT "routing_events_version_id_routing_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."routing_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_rules" ADD CONSTRAINT "routing_rules_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_versions" ADD CONSTRAINT "routing_versions_rule_id_routing_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."routing_rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "routing_events_version" ON "routing_events" USING btree ("version_id","id");--> statement-breakpoint
CREATE INDEX "routing_rules_area" ON "routing_rules" USING btree ("area_path","id");--> statement-breakpoint
CREATE UNIQUE INDEX "routing_versions_number" ON "routing_versions" USING btree ("rule_id","number");--> statement-breakpoint
CREATE INDEX "routing_versions_start" ON "routing_versions" USING btree ("state","starts_on");