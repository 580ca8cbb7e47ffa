CREATE TABLE "credit_loan_words" (
	"event_id" text PRIMARY KEY NOT NULL,
	"loan_id" text NOT NULL,
	"words" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "credit_loans_granted";--> statement-breakpoint
ALTER TABLE "credit_loan_words" ADD CONSTRAINT "credit_loan_words_event_id_credit_loan_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."credit_loan_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_loan_words" ADD CONSTRAINT "credit_loan_words_loan_id_credit_loans_id_fk" FOREIGN KEY ("loan_id") REFERENCES "public"."credit_loans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credit_loan_words_loan" ON "credit_loan_words" USING btree ("loan_id");--> statement-breakpoint
INSERT INTO "credit_loan_words" ("event_id", "loan_id", "words") SELECT "id", "loan_id", "why" FROM "credit_loan_events" WHERE "why" <> '';--> statement-breakpoint
ALTER TABLE "credit_loan_events" DROP COLUMN "why";