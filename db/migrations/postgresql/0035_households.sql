CREATE TABLE "charity_gifts" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"giver_id" text NOT NULL,
	"area_id" text NOT NULL,
	"household_id" text,
	"pairing_id" text,
	"points" bigint NOT NULL,
	"words" text NOT NULL,
	"store_id" text,
	"goods" jsonb,
	"order_id" text,
	"state" text NOT NULL,
	"given_in" text NOT NULL,
	"received_in" text,
	"offered_at" timestamp (3) with time zone NOT NULL,
	"lapses_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"acts" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "charity_gifts_points" CHECK ("charity_gifts"."points" > 0),
	CONSTRAINT "charity_gifts_to" CHECK (("charity_gifts"."kind" = 'pool') = ("charity_gifts"."household_id" is null))
);
--> statement-breakpoint
CREATE TABLE "household_events" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"subject_id" text NOT NULL,
	"household_id" text,
	"step" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "household_members" (
	"id" text PRIMARY KEY NOT NULL,
	"household_id" text NOT NULL,
	"person_id" text NOT NULL,
	"state" text NOT NULL,
	"may_spend" boolean NOT NULL,
	"invited_by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "household_relatives" (
	"id" text PRIMARY KEY NOT NULL,
	"household_id" text NOT NULL,
	"person_id" text NOT NULL,
	"declared_by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "households" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"area_id" text NOT NULL,
	"head_id" text NOT NULL,
	"state" text NOT NULL,
	"paper" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "households_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "pairing_visits" (
	"id" text PRIMARY KEY NOT NULL,
	"pairing_id" text NOT NULL,
	"visited_on" text NOT NULL,
	"words" text NOT NULL,
	"photo_id" text,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pool_decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"area_id" text NOT NULL,
	"household_id" text NOT NULL,
	"points" bigint NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"proposed_by" text NOT NULL,
	"decided_by" text,
	"answer" text,
	"received_in" text,
	"at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "pool_decisions_points" CHECK ("pool_decisions"."points" > 0),
	CONSTRAINT "pool_decisions_two" CHECK ("pool_decisions"."decided_by" is null or "pool_decisions"."decided_by" <> "pool_decisions"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "support_pairings" (
	"id" text PRIMARY KEY NOT NULL,
	"household_id" text NOT NULL,
	"supporter_id" text NOT NULL,
	"organization_id" text,
	"duty" text NOT NULL,
	"starts_on" text NOT NULL,
	"ends_on" text NOT NULL,
	"state" text NOT NULL,
	"supporter_agreed_at" timestamp (3) with time zone,
	"household_agreed_at" timestamp (3) with time zone,
	"paper" text,
	"proposed_by" text NOT NULL,
	"approved_by" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "support_pairings_days" CHECK ("support_pairings"."starts_on" <= "support_pairings"."ends_on")
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "purse_id" text;--> statement-breakpoint
ALTER TABLE "charity_gifts" ADD CONSTRAINT "charity_gifts_giver_id_people_id_fk" FOREIGN KEY ("giver_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charity_gifts" ADD CONSTRAINT "charity_gifts_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charity_gifts" ADD CONSTRAINT "charity_gifts_household_id_households_id_fk" FOREIGN KEY ("household_id") REFERENCES "public"."households"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charity_gifts" ADD CONSTRAINT "charity_gifts_pairing_id_support_pairings_id_fk" FOREIGN KEY ("pairing_id") REFERENCES "public"."support_pairings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charity_gifts" ADD CONSTRAINT "charity_gifts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_members" ADD CONSTRAINT "household_members_household_id_households_id_fk" FOREIGN KEY ("household_id") REFERENCES "public"."households"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_members" ADD CONSTRAINT "household_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_relatives" ADD CONSTRAINT "household_relatives_household_id_households_id_fk" FOREIGN KEY ("household_id") REFERENCES "public"."households"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_relatives" ADD CONSTRAINT "household_relatives_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_head_id_people_id_fk" FOREIGN KEY ("head_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_visits" ADD CONSTRAINT "pairing_visits_pairing_id_support_pairings_id_fk" FOREIGN KEY ("pairing_id") REFERENCES "public"."support_pairings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_visits" ADD CONSTRAINT "pairing_visits_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pool_decisions" ADD CONSTRAINT "pool_decisions_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pool_decisions" ADD CONSTRAINT "pool_decisions_household_id_households_id_fk" FOREIGN KEY ("household_id") REFERENCES "public"."households"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_pairings" ADD CONSTRAINT "support_pairings_household_id_households_id_fk" FOREIGN KEY ("household_id") REFERENCES "public"."households"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_pairings" ADD CONSTRAINT "support_pairings_supporter_id_people_id_fk" FOREIGN KEY ("supporter_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_pairings" ADD CONSTRAINT "support_pairings_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "charity_gifts_giver" ON "charity_gifts" USING btree ("giver_id","given_in","id");--> statement-breakpoint
CREATE INDEX "charity_gifts_household" ON "charity_gifts" USING btree ("household_id","received_in","id");--> statement-breakpoint
CREATE INDEX "charity_gifts_area" ON "charity_gifts" USING btree ("area_id","kind","id");--> statement-breakpoint
CREATE INDEX "charity_gifts_due" ON "charity_gifts" USING btree ("state","lapses_at");--> statement-breakpoint
CREATE INDEX "household_events_subject" ON "household_events" USING btree ("subject","subject_id","id");--> statement-breakpoint
CREATE INDEX "household_events_household" ON "household_events" USING btree ("household_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "household_members_one" ON "household_members" USING btree ("person_id") WHERE state = 'joined';--> statement-breakpoint
CREATE UNIQUE INDEX "household_members_once" ON "household_members" USING btree ("household_id","person_id") WHERE state in ('invited', 'joined');--> statement-breakpoint
CREATE INDEX "household_members_person" ON "household_members" USING btree ("person_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "household_relatives_once" ON "household_relatives" USING btree ("household_id","person_id");--> statement-breakpoint
CREATE INDEX "households_area" ON "households" USING btree ("area_id","state","id");--> statement-breakpoint
CREATE INDEX "pairing_visits_pairing" ON "pairing_visits" USING btree ("pairing_id","visited_on","id");--> statement-breakpoint
CREATE INDEX "pool_decisions_area" ON "pool_decisions" USING btree ("area_id","state","id");--> statement-breakpoint
CREATE INDEX "pool_decisions_household" ON "pool_decisions" USING btree ("household_id","received_in","id");--> statement-breakpoint
CREATE INDEX "support_pairings_household" ON "support_pairings" USING btree ("household_id","state","id");--> statement-breakpoint
CREATE INDEX "support_pairings_supporter" ON "support_pairings" USING btree ("supporter_id","state","id");--> statement-breakpoint
CREATE INDEX "support_pairings_ending" ON "support_pairings" USING btree ("state","ends_on");--> statement-breakpoint
CREATE UNIQUE INDEX "support_pairings_once" ON "support_pairings" USING btree ("household_id","supporter_id") WHERE state in ('proposed', 'active');--> statement-breakpoint
CREATE INDEX "purses_pools" ON "purses" USING btree ("owner_id") WHERE kind = 'pool';--> statement-breakpoint
CREATE INDEX "orders_purse" ON "orders" USING btree ("purse_id","placed_at") WHERE purse_id is not null;