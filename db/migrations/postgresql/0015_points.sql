CREATE TABLE "points_declined" (
	"owner_id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
