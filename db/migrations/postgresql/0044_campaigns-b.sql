CREATE TABLE "deliverers" (
	"id" text PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"person_id" text NOT NULL,
	"named_by" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"order_id" text PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"state" text NOT NULL,
	"address_sealed" text,
	"door_code_sealed" text,
	"wrong_codes" bigint DEFAULT 0 NOT NULL,
	"failures" bigint DEFAULT 0 NOT NULL,
	"carrier_id" text,
	"taken_until" timestamp (3) with time zone,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"acts" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "deliveries_erased" CHECK ("deliveries"."state" in ('asked', 'taken') or "deliveries"."address_sealed" is null)
);
--> statement-breakpoint
CREATE TABLE "delivery_events" (
	"order_id" text NOT NULL,
	"act" bigint NOT NULL,
	"step" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "delivery_events_order_id_act_pk" PRIMARY KEY("order_id","act")
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "by_delivery" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "deliverers" ADD CONSTRAINT "deliverers_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliverers" ADD CONSTRAINT "deliverers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_events" ADD CONSTRAINT "delivery_events_order_id_deliveries_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."deliveries"("order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliverers_store" ON "deliverers" USING btree ("store_id","starts_at");--> statement-breakpoint
CREATE INDEX "deliverers_person" ON "deliverers" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "deliveries_store" ON "deliveries" USING btree ("store_id","state","asked_at");--> statement-breakpoint
CREATE INDEX "deliveries_carrier" ON "deliveries" USING btree ("carrier_id","state");