ALTER TABLE `submissions` ADD `forgotten_at` integer;--> statement-breakpoint
CREATE INDEX `submissions_kept` ON `submissions` (`at`,`id`) WHERE forgotten_at is null;