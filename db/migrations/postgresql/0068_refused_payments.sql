CREATE TABLE "refused_payments" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"tried_id" text NOT NULL,
	"person_id" text,
	"points" bigint NOT NULL,
	"reason" text NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "refused_payments" ADD CONSTRAINT "refused_payments_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refused_payments" ADD CONSTRAINT "refused_payments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "refused_payments_once" ON "refused_payments" USING btree ("tried_id","reason");--> statement-breakpoint
CREATE INDEX "refused_payments_merchant" ON "refused_payments" USING btree ("merchant_id","at");--> statement-breakpoint
CREATE INDEX "refused_payments_person" ON "refused_payments" USING btree ("person_id","at");