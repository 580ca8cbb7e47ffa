CREATE TABLE "nomination_words" (
	"of_id" text PRIMARY KEY NOT NULL,
	"nomination_id" text NOT NULL,
	"words" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "nomination_words" ADD CONSTRAINT "nomination_words_nomination_id_nominations_id_fk" FOREIGN KEY ("nomination_id") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "nomination_words_nomination" ON "nomination_words" USING btree ("nomination_id");--> statement-breakpoint
INSERT INTO "nomination_words" ("of_id", "nomination_id", "words") SELECT "id", "nomination_id", "why" FROM "nomination_events" WHERE "why" <> '';--> statement-breakpoint
INSERT INTO "nomination_words" ("of_id", "nomination_id", "words") SELECT "nomination_id" || ':' || "person_id", "nomination_id", "why" FROM "ballots" WHERE "why" <> '';--> statement-breakpoint
INSERT INTO "nomination_words" ("of_id", "nomination_id", "words") SELECT "id", "nomination_id", "why" FROM "merit_records" WHERE "why" <> '';--> statement-breakpoint
ALTER TABLE "ballots" DROP COLUMN "why";--> statement-breakpoint
ALTER TABLE "merit_records" DROP COLUMN "facts";--> statement-breakpoint
ALTER TABLE "merit_records" DROP COLUMN "why";--> statement-breakpoint
ALTER TABLE "nomination_events" DROP COLUMN "why";