DROP INDEX `whistles_once`;--> statement-breakpoint
CREATE UNIQUE INDEX `whistles_once` ON `whistles` (`report_id`,`round`,`organization_id`) WHERE status not in ('withdrawn', 'released');--> statement-breakpoint
ALTER TABLE `report_follows` ADD `brought_by` text;--> statement-breakpoint
ALTER TABLE `report_follows` ADD `own_kind` text;