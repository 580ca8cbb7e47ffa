ALTER TABLE "nominees" ADD COLUMN "paper" text;--> statement-breakpoint
ALTER TABLE "nominees" ADD COLUMN "recorded_by" text;