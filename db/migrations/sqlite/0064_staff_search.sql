ALTER TABLE `reports` ADD `staff_grams` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `reports_unread` ON `reports` (`id`) WHERE staff_grams = '';