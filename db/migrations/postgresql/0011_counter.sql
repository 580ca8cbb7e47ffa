CREATE TABLE "discrepancies" (
	"id" text PRIMARY KEY NOT NULL,
	"keeper_id" text NOT NULL,
	"scan_id" text NOT NULL,
	"store_id" text NOT NULL,
	"order_id" text,
	"outcome" text NOT NULL,
	"details" jsonb NOT NULL,
	"pieces" jsonb NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"acts" bigint DEFAULT 0 NOT NULL,
	"settled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "discrepancy_events" (
	"discrepancy_id" text NOT NULL,
	"act" bigint NOT NULL,
	"step" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "discrepancy_events_discrepancy_id_act_pk" PRIMARY KEY("discrepancy_id","act")
);
--> statement-breakpoint
ALTER TABLE "scans" ADD COLUMN "claimed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "discrepancies" ADD CONSTRAINT "discrepancies_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discrepancies" ADD CONSTRAINT "discrepancies_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discrepancies" ADD CONSTRAINT "discrepancies_keeper_id_scan_id_scans_keeper_id_id_fk" FOREIGN KEY ("keeper_id","scan_id") REFERENCES "public"."scans"("keeper_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discrepancy_events" ADD CONSTRAINT "discrepancy_events_discrepancy_id_discrepancies_id_fk" FOREIGN KEY ("discrepancy_id") REFERENCES "public"."discrepancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "discrepancies_scan" ON "discrepancies" USING btree ("keeper_id","scan_id");--> statement-breakpoint
CREATE INDEX "discrepancies_store" ON "discrepancies" USING btree ("store_id","state","received_at");