CREATE INDEX `reports_filed` ON `reports` (`filed_at`,`id`);--> statement-breakpoint
CREATE INDEX `reports_counts` ON `reports` (`status`,`area_path`,`promised_at`);--> statement-breakpoint
CREATE INDEX `reports_done` ON `reports` (`status`,`updated_at`,`id`);