CREATE TABLE "credential_events" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"what" text NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"person_id" text,
	"key_id" text NOT NULL,
	"list" bigint NOT NULL,
	"place" bigint NOT NULL,
	"token_sealed" text,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"slot" text,
	"public_jwk" jsonb NOT NULL,
	"private_sealed" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_by" text,
	"retired_at" timestamp (3) with time zone,
	"retired_why" text,
	CONSTRAINT "signing_keys_slot_unique" UNIQUE("slot"),
	CONSTRAINT "signing_keys_retired" CHECK (("signing_keys"."slot" is null) = ("signing_keys"."retired_at" is not null) and ("signing_keys"."private_sealed" is null) = ("signing_keys"."retired_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_key_id_signing_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."signing_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credential_events_subject" ON "credential_events" USING btree ("subject_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "credentials_place" ON "credentials" USING btree ("list","place");--> statement-breakpoint
CREATE INDEX "credentials_subject" ON "credentials" USING btree ("subject_id","issued_at","id");--> statement-breakpoint
CREATE INDEX "credentials_person" ON "credentials" USING btree ("person_id","issued_at","id");