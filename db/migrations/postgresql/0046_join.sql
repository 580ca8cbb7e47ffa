CREATE TABLE "boundaries" (
	"area_id" text PRIMARY KEY NOT NULL,
	"shape" jsonb NOT NULL,
	"west" double precision NOT NULL,
	"south" double precision NOT NULL,
	"east" double precision NOT NULL,
	"north" double precision NOT NULL,
	"square_meters" bigint NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "boundaries_box" CHECK ("boundaries"."west" < "boundaries"."east" and "boundaries"."south" < "boundaries"."north")
);
--> statement-breakpoint
CREATE TABLE "merchant_months" (
	"merchant_id" text NOT NULL,
	"month" text NOT NULL,
	"points" bigint NOT NULL,
	CONSTRAINT "merchant_months_merchant_id_month_pk" PRIMARY KEY("merchant_id","month")
);
--> statement-breakpoint
CREATE TABLE "merchant_payments" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"merchant_id" text NOT NULL,
	"person_id" text NOT NULL,
	"points" bigint NOT NULL,
	"state" text NOT NULL,
	"via" text NOT NULL,
	"code_hash" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"paid_at" timestamp (3) with time zone,
	"refunded_by" text,
	"refunded_at" timestamp (3) with time zone,
	"terms_version_id" text NOT NULL,
	CONSTRAINT "merchant_payments_number_unique" UNIQUE("number"),
	CONSTRAINT "merchant_payments_code_hash_unique" UNIQUE("code_hash"),
	CONSTRAINT "merchant_payments_points" CHECK ("merchant_payments"."points" > 0)
);
--> statement-breakpoint
CREATE TABLE "merchant_spenders" (
	"person_id" text NOT NULL,
	"month" text NOT NULL,
	"points" bigint NOT NULL,
	CONSTRAINT "merchant_spenders_person_id_month_pk" PRIMARY KEY("person_id","month")
);
--> statement-breakpoint
CREATE TABLE "passing_updates" (
	"passing_id" text NOT NULL,
	"update_id" text NOT NULL,
	"status" text NOT NULL,
	"description" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "passing_updates_passing_id_update_id_pk" PRIMARY KEY("passing_id","update_id")
);
--> statement-breakpoint
CREATE TABLE "passings" (
	"id" text PRIMARY KEY NOT NULL,
	"report_id" text NOT NULL,
	"peer_id" text NOT NULL,
	"service_code" text NOT NULL,
	"words" text NOT NULL,
	"address" text NOT NULL,
	"position" text NOT NULL,
	"state" text NOT NULL,
	"token" text,
	"their_id" text,
	"their_status" text,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"error" text DEFAULT '' NOT NULL,
	"passed_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "peers" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"jurisdiction_id" text DEFAULT '' NOT NULL,
	"api_key_sealed" text DEFAULT '' NOT NULL,
	"format" text NOT NULL,
	"has_updates" boolean NOT NULL,
	"knows_repeats" boolean NOT NULL,
	"services" jsonb NOT NULL,
	"mapping" jsonb NOT NULL,
	"polled_up_to" timestamp (3) with time zone,
	"poll_next_at" timestamp (3) with time zone,
	"poll_failures" bigint DEFAULT 0 NOT NULL,
	"poll_error" text DEFAULT '' NOT NULL,
	"registered_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "recipient_id" text;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "recipient_area_id" text;--> statement-breakpoint
ALTER TABLE "stock_lots" ADD COLUMN "for_area_path" text;--> statement-breakpoint
ALTER TABLE "stock_lots" ADD COLUMN "for_need" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "boundaries" ADD CONSTRAINT "boundaries_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_months" ADD CONSTRAINT "merchant_months_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_payments" ADD CONSTRAINT "merchant_payments_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_payments" ADD CONSTRAINT "merchant_payments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_spenders" ADD CONSTRAINT "merchant_spenders_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passing_updates" ADD CONSTRAINT "passing_updates_passing_id_passings_id_fk" FOREIGN KEY ("passing_id") REFERENCES "public"."passings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passings" ADD CONSTRAINT "passings_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passings" ADD CONSTRAINT "passings_peer_id_peers_id_fk" FOREIGN KEY ("peer_id") REFERENCES "public"."peers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "boundaries_updated" ON "boundaries" USING btree ("updated_at","version");--> statement-breakpoint
CREATE INDEX "merchant_payments_merchant" ON "merchant_payments" USING btree ("merchant_id","asked_at");--> statement-breakpoint
CREATE INDEX "merchant_payments_person" ON "merchant_payments" USING btree ("person_id","asked_at");--> statement-breakpoint
CREATE INDEX "merchant_payments_due" ON "merchant_payments" USING btree ("state","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "passings_once" ON "passings" USING btree ("report_id","peer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "passings_theirs" ON "passings" USING btree ("peer_id","their_id");--> statement-breakpoint
CREATE INDEX "passings_next" ON "passings" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "passings_state" ON "passings" USING btree ("state","created_at","id");--> statement-breakpoint
CREATE INDEX "peers_created" ON "peers" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "peers_poll" ON "peers" USING btree ("poll_next_at");