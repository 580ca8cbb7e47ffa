ALTER TABLE `nominees` ADD `paper` text;--> statement-breakpoint
ALTER TABLE `nominees` ADD `recorded_by` text;