CREATE TABLE "refused_payers" (
	"refused_id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
INSERT INTO "refused_payers" ("refused_id", "person_id", "at") SELECT "id", "person_id", "at" FROM "refused_payments" WHERE "person_id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "refused_payments" DROP CONSTRAINT "refused_payments_person_id_people_id_fk";
--> statement-breakpoint
DROP INDEX "refused_payments_once";--> statement-breakpoint
DROP INDEX "refused_payments_person";--> statement-breakpoint
ALTER TABLE "refused_payers" ADD CONSTRAINT "refused_payers_refused_id_refused_payments_id_fk" FOREIGN KEY ("refused_id") REFERENCES "public"."refused_payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refused_payers" ADD CONSTRAINT "refused_payers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refused_payers_person" ON "refused_payers" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "refused_payers_at" ON "refused_payers" USING btree ("at");--> statement-breakpoint
ALTER TABLE "refused_payments" DROP COLUMN "person_id";