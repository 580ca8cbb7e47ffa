CREATE TABLE "campaign_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"campaign_id" text NOT NULL,
	"person_id" text NOT NULL,
	"number" bigint NOT NULL,
	"receipt" text NOT NULL,
	"store_id" text NOT NULL,
	"state" text NOT NULL,
	"passed_for" text,
	"order_id" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "campaign_events" (
	"campaign_id" text NOT NULL,
	"act" bigint NOT NULL,
	"step" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "campaign_events_campaign_id_act_pk" PRIMARY KEY("campaign_id","act")
);
--> statement-breakpoint
CREATE TABLE "campaign_stores" (
	"campaign_id" text NOT NULL,
	"store_id" text NOT NULL,
	"quantity" bigint NOT NULL,
	CONSTRAINT "campaign_stores_campaign_id_store_id_pk" PRIMARY KEY("campaign_id","store_id"),
	CONSTRAINT "campaign_stores_quantity" CHECK ("campaign_stores"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" text PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"title" text NOT NULL,
	"words" text NOT NULL,
	"item_id" text NOT NULL,
	"mode" text NOT NULL,
	"area_id" text NOT NULL,
	"per_person" bigint NOT NULL,
	"opens_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"queue_reason" text,
	"version" bigint DEFAULT 1 NOT NULL,
	"acts" bigint DEFAULT 0 NOT NULL,
	"last_entry" bigint DEFAULT 0 NOT NULL,
	"secret_sealed" text,
	"commitment" text,
	"entry_count" bigint,
	"entries_hash" text,
	"secret" text,
	"digest" text,
	"seed" text,
	"drawn_at" timestamp (3) with time zone,
	"called" bigint DEFAULT 0 NOT NULL,
	"told" bigint DEFAULT 0 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "campaigns_number_unique" UNIQUE("number"),
	CONSTRAINT "campaigns_per_person" CHECK ("campaigns"."per_person" > 0),
	CONSTRAINT "campaigns_times" CHECK ("campaigns"."opens_at" < "campaigns"."closes_at" and "campaigns"."closes_at" <= "campaigns"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "draw_places" (
	"campaign_id" text NOT NULL,
	"place" bigint NOT NULL,
	"number" bigint NOT NULL,
	CONSTRAINT "draw_places_campaign_id_place_pk" PRIMARY KEY("campaign_id","place")
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "campaign_id" text;--> statement-breakpoint
ALTER TABLE "campaign_entries" ADD CONSTRAINT "campaign_entries_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_entries" ADD CONSTRAINT "campaign_entries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_entries" ADD CONSTRAINT "campaign_entries_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_events" ADD CONSTRAINT "campaign_events_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_stores" ADD CONSTRAINT "campaign_stores_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_stores" ADD CONSTRAINT "campaign_stores_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draw_places" ADD CONSTRAINT "draw_places_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_entries_person" ON "campaign_entries" USING btree ("campaign_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_entries_number" ON "campaign_entries" USING btree ("campaign_id","number");--> statement-breakpoint
CREATE INDEX "campaign_entries_own" ON "campaign_entries" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "campaigns_state" ON "campaigns" USING btree ("state","closes_at");--> statement-breakpoint
CREATE UNIQUE INDEX "draw_places_number" ON "draw_places" USING btree ("campaign_id","number");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "orders_campaign" ON "orders" USING btree ("campaign_id","person_id");