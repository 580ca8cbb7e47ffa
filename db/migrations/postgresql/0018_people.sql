CREATE TABLE "earlier_stays" (
	"claim_id" text NOT NULL,
	"number" bigint NOT NULL,
	"in_at" timestamp (3) with time zone NOT NULL,
	"in_way" text NOT NULL,
	"in_band" text NOT NULL,
	"in_by" text NOT NULL,
	"out_at" timestamp (3) with time zone NOT NULL,
	"out_way" text NOT NULL,
	"out_band" text NOT NULL,
	"out_by" text NOT NULL,
	CONSTRAINT "earlier_stays_claim_id_number_pk" PRIMARY KEY("claim_id","number"),
	CONSTRAINT "earlier_stays_span" CHECK ("earlier_stays"."out_at" >= "earlier_stays"."in_at")
);
--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "lowered_from" bigint;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "lowered_to" bigint;--> statement-breakpoint
ALTER TABLE "earlier_stays" ADD CONSTRAINT "earlier_stays_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;