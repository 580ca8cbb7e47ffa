CREATE TABLE "device_whistles" (
	"device_id" text NOT NULL,
	"event_id" text NOT NULL,
	"nonce" text NOT NULL,
	"body_hash" text NOT NULL,
	"report_id" text NOT NULL,
	"noticed_at" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "device_whistles_device_id_event_id_pk" PRIMARY KEY("device_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"area_id" text NOT NULL,
	"area_path" text NOT NULL,
	"address" text NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"categories" jsonb NOT NULL,
	"per_hour" bigint NOT NULL,
	"secret_sealed" text NOT NULL,
	"registered_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_by" text,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "devices_position" CHECK (("devices"."latitude" is null) = ("devices"."longitude" is null)),
	CONSTRAINT "devices_rate" CHECK ("devices"."per_hour" between 1 and 3600)
);
--> statement-breakpoint
CREATE TABLE "proxies" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"person_id" text NOT NULL,
	"order_id" text,
	"good_until" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"paper" text,
	"named_by" text NOT NULL,
	"approved_by" text,
	"at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "proxy_collections" (
	"order_id" text NOT NULL,
	"act" bigint NOT NULL,
	"proxy_id" text NOT NULL,
	"person_id" text NOT NULL,
	"own_code" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "proxy_collections_order_id_act_pk" PRIMARY KEY("order_id","act")
);
--> statement-breakpoint
ALTER TABLE "device_whistles" ADD CONSTRAINT "device_whistles_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_whistles" ADD CONSTRAINT "device_whistles_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxies" ADD CONSTRAINT "proxies_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxies" ADD CONSTRAINT "proxies_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxies" ADD CONSTRAINT "proxies_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxy_collections" ADD CONSTRAINT "proxy_collections_proxy_id_proxies_id_fk" FOREIGN KEY ("proxy_id") REFERENCES "public"."proxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxy_collections" ADD CONSTRAINT "proxy_collections_order_id_act_order_events_order_id_act_fk" FOREIGN KEY ("order_id","act") REFERENCES "public"."order_events"("order_id","act") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "device_whistles_nonce" ON "device_whistles" USING btree ("device_id","nonce");--> statement-breakpoint
CREATE INDEX "device_whistles_at" ON "device_whistles" USING btree ("device_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "device_whistles_report" ON "device_whistles" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "devices_area" ON "devices" USING btree ("area_path","created_at","id");--> statement-breakpoint
CREATE INDEX "proxies_owner" ON "proxies" USING btree ("owner_id","state","id");--> statement-breakpoint
CREATE INDEX "proxies_person" ON "proxies" USING btree ("person_id","state","id");--> statement-breakpoint
CREATE INDEX "proxy_collections_person" ON "proxy_collections" USING btree ("person_id","at");