CREATE TABLE "shipment_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"shipment_id" text NOT NULL,
	"lot_id" text NOT NULL,
	"quantity" bigint NOT NULL,
	"arrived" bigint,
	"missing_why" text DEFAULT '' NOT NULL,
	CONSTRAINT "shipment_lines_quantity" CHECK ("shipment_lines"."quantity" > 0),
	CONSTRAINT "shipment_lines_arrived" CHECK ("shipment_lines"."arrived" is null or ("shipment_lines"."arrived" >= 0 and "shipment_lines"."arrived" <= "shipment_lines"."quantity"))
);
--> statement-breakpoint
CREATE TABLE "shipments" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"from_store_id" text NOT NULL,
	"to_store_id" text NOT NULL,
	"state" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"sent_by" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"ended_by" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "shipments_number_unique" UNIQUE("number"),
	CONSTRAINT "shipments_stores" CHECK ("shipments"."from_store_id" <> "shipments"."to_store_id")
);
--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_lot_id_stock_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."stock_lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_from_store_id_stores_id_fk" FOREIGN KEY ("from_store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_to_store_id_stores_id_fk" FOREIGN KEY ("to_store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "shipment_lines_lot" ON "shipment_lines" USING btree ("shipment_id","lot_id");--> statement-breakpoint
CREATE INDEX "shipment_lines_of_lot" ON "shipment_lines" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "shipments_from" ON "shipments" USING btree ("from_store_id","state");--> statement-breakpoint
CREATE INDEX "shipments_to" ON "shipments" USING btree ("to_store_id","state");