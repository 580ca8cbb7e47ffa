CREATE TABLE "donation_events" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"step" text NOT NULL,
	"from_state" jsonb,
	"to_state" jsonb,
	"reason" text DEFAULT '' NOT NULL,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "donation_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"donation_id" text NOT NULL,
	"place" bigint NOT NULL,
	"kind" text NOT NULL,
	"item_id" text,
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"quantity" bigint NOT NULL,
	"grams" bigint,
	"unit_value_fen" bigint NOT NULL,
	"expires_on" text,
	"free_from" text,
	"free_until" text,
	"for_area_id" text,
	"for_need" boolean DEFAULT false NOT NULL,
	"purpose" text DEFAULT '' NOT NULL,
	"rejected" bigint DEFAULT 0 NOT NULL,
	"rejected_why" text DEFAULT '' NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "donation_lines_quantity" CHECK ("donation_lines"."quantity" > 0),
	CONSTRAINT "donation_lines_value" CHECK ("donation_lines"."unit_value_fen" >= 0),
	CONSTRAINT "donation_lines_rejected" CHECK ("donation_lines"."rejected" >= 0 and "donation_lines"."rejected" <= "donation_lines"."quantity"),
	CONSTRAINT "donation_lines_item" CHECK (("donation_lines"."kind" = 'goods') = ("donation_lines"."item_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "donations" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text,
	"donor_id" text NOT NULL,
	"body_id" text NOT NULL,
	"body_name" text NOT NULL,
	"body_legal_kind" text NOT NULL,
	"body_credit_code" text NOT NULL,
	"store_id" text NOT NULL,
	"state" text NOT NULL,
	"given_on" text NOT NULL,
	"receipt_waived" boolean DEFAULT false NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"received_by" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "donations_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "donors" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name_sealed" text,
	"phone_sealed" text,
	"credit_code" text DEFAULT '' NOT NULL,
	"person_id" text,
	"wall_name" text,
	"wall_consent_at" timestamp (3) with time zone,
	"area_path" text NOT NULL,
	"link_version" bigint DEFAULT 1 NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "money_uses" (
	"id" text PRIMARY KEY NOT NULL,
	"line_id" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"what" text NOT NULL,
	"used_on" text NOT NULL,
	"entered_by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "money_uses_amount" CHECK ("money_uses"."amount_fen" <> 0)
);
--> statement-breakpoint
CREATE TABLE "receiving_bodies" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"legal_kind" text NOT NULL,
	"credit_code" text NOT NULL,
	"emergency" text DEFAULT '' NOT NULL,
	"entered_by" text NOT NULL,
	"entered_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "stock_lots" ADD COLUMN "source_id" text;--> statement-breakpoint
ALTER TABLE "donation_lines" ADD CONSTRAINT "donation_lines_donation_id_donations_id_fk" FOREIGN KEY ("donation_id") REFERENCES "public"."donations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donation_lines" ADD CONSTRAINT "donation_lines_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donation_lines" ADD CONSTRAINT "donation_lines_for_area_id_areas_id_fk" FOREIGN KEY ("for_area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_donor_id_donors_id_fk" FOREIGN KEY ("donor_id") REFERENCES "public"."donors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_body_id_receiving_bodies_organization_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."receiving_bodies"("organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donors" ADD CONSTRAINT "donors_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_uses" ADD CONSTRAINT "money_uses_line_id_donation_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."donation_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receiving_bodies" ADD CONSTRAINT "receiving_bodies_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "donation_events_subject" ON "donation_events" USING btree ("subject_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "donation_lines_place" ON "donation_lines" USING btree ("donation_id","place");--> statement-breakpoint
CREATE INDEX "donations_donor" ON "donations" USING btree ("donor_id","id");--> statement-breakpoint
CREATE INDEX "donations_store" ON "donations" USING btree ("store_id","id");--> statement-breakpoint
CREATE INDEX "donors_person" ON "donors" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "donors_area" ON "donors" USING btree ("area_path","id");--> statement-breakpoint
CREATE INDEX "money_uses_line" ON "money_uses" USING btree ("line_id","id");--> statement-breakpoint
CREATE INDEX "stock_lots_source" ON "stock_lots" USING btree ("source_id");