CREATE TABLE "credit_consents" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"link_id" text NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"text_version" text NOT NULL,
	"content" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "credit_consents_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "credit_disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"loan_id" text NOT NULL,
	"why" text NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"answered_by" text,
	"answered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "credit_link_events" (
	"id" text PRIMARY KEY NOT NULL,
	"link_id" text NOT NULL,
	"step" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"by_id" text NOT NULL,
	"details" jsonb,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credit_links" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"bank_id" text NOT NULL,
	"purpose" text NOT NULL,
	"fields" jsonb NOT NULL,
	"days" bigint NOT NULL,
	"state" text NOT NULL,
	"secret_hash" text,
	"secret_sealed" text,
	"credential_id" text,
	"views" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "credit_links_secret_hash_unique" UNIQUE("secret_hash"),
	CONSTRAINT "credit_links_open" CHECK (("credit_links"."state" = 'presented') = ("credit_links"."secret_hash" is not null))
);
--> statement-breakpoint
CREATE TABLE "credit_loan_events" (
	"id" text PRIMARY KEY NOT NULL,
	"loan_id" text NOT NULL,
	"step" text NOT NULL,
	"to_state" text NOT NULL,
	"by_id" text NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"amount_yuan" bigint,
	"term_months" bigint,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credit_loans" (
	"id" text PRIMARY KEY NOT NULL,
	"link_id" text NOT NULL,
	"state" text NOT NULL,
	"amount_yuan" bigint,
	"term_months" bigint,
	"granted_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "credit_loans_link_id_unique" UNIQUE("link_id"),
	CONSTRAINT "credit_loans_amount" CHECK ("credit_loans"."amount_yuan" is null or "credit_loans"."amount_yuan" > 0),
	CONSTRAINT "credit_loans_term" CHECK ("credit_loans"."term_months" is null or "credit_loans"."term_months" > 0)
);
--> statement-breakpoint
CREATE TABLE "credit_views" (
	"id" text PRIMARY KEY NOT NULL,
	"link_id" text NOT NULL,
	"person_id" text NOT NULL,
	"what" text NOT NULL,
	"fields" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "credit_consents" ADD CONSTRAINT "credit_consents_link_id_credit_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."credit_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_consents" ADD CONSTRAINT "credit_consents_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_disputes" ADD CONSTRAINT "credit_disputes_loan_id_credit_loans_id_fk" FOREIGN KEY ("loan_id") REFERENCES "public"."credit_loans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_link_events" ADD CONSTRAINT "credit_link_events_link_id_credit_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."credit_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_links" ADD CONSTRAINT "credit_links_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_links" ADD CONSTRAINT "credit_links_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_links" ADD CONSTRAINT "credit_links_bank_id_organizations_id_fk" FOREIGN KEY ("bank_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_links" ADD CONSTRAINT "credit_links_credential_id_credentials_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credentials"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_loan_events" ADD CONSTRAINT "credit_loan_events_loan_id_credit_loans_id_fk" FOREIGN KEY ("loan_id") REFERENCES "public"."credit_loans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_loans" ADD CONSTRAINT "credit_loans_link_id_credit_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."credit_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_views" ADD CONSTRAINT "credit_views_link_id_credit_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."credit_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_views" ADD CONSTRAINT "credit_views_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_consents_open" ON "credit_consents" USING btree ("link_id","kind") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "credit_consents_person" ON "credit_consents" USING btree ("person_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_disputes_open" ON "credit_disputes" USING btree ("loan_id") WHERE answered_at is null;--> statement-breakpoint
CREATE INDEX "credit_link_events_link" ON "credit_link_events" USING btree ("link_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_links_live" ON "credit_links" USING btree ("merchant_id","bank_id") WHERE state in ('requested', 'previewed', 'consented', 'presented');--> statement-breakpoint
CREATE INDEX "credit_links_owner" ON "credit_links" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "credit_links_bank" ON "credit_links" USING btree ("bank_id","created_at");--> statement-breakpoint
CREATE INDEX "credit_links_state" ON "credit_links" USING btree ("state","expires_at");--> statement-breakpoint
CREATE INDEX "credit_loan_events_loan" ON "credit_loan_events" USING btree ("loan_id","at");--> statement-breakpoint
CREATE INDEX "credit_loans_granted" ON "credit_loans" USING btree ("granted_at","id");--> statement-breakpoint
CREATE INDEX "credit_views_link" ON "credit_views" USING btree ("link_id","at");--> statement-breakpoint
CREATE INDEX "credit_views_person" ON "credit_views" USING btree ("person_id","at");