CREATE TABLE "money_use_answers" (
	"use_id" text PRIMARY KEY NOT NULL,
	"is_confirmed" boolean NOT NULL,
	"by_id" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "money_uses" ADD COLUMN "receipt_number" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "receiving_bodies" ADD COLUMN "version" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "money_use_answers" ADD CONSTRAINT "money_use_answers_use_id_money_uses_id_fk" FOREIGN KEY ("use_id") REFERENCES "public"."money_uses"("id") ON DELETE no action ON UPDATE no action;