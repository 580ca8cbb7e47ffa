CREATE TABLE `points_declined` (
	`owner_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
