CREATE TABLE `device_whistles` (
	`device_id` text NOT NULL,
	`event_id` text NOT NULL,
	`nonce` text NOT NULL,
	`body_hash` text NOT NULL,
	`report_id` text NOT NULL,
	`noticed_at` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`device_id`, `event_id`),
	FOREIGN KEY (`device_id`) REFERENCES `devices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `device_whistles_nonce` ON `device_whistles` (`device_id`,`nonce`);--> statement-breakpoint
CREATE INDEX `device_whistles_at` ON `device_whistles` (`device_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `device_whistles_report` ON `device_whistles` (`report_id`);--> statement-breakpoint
CREATE TABLE `devices` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`area_id` text NOT NULL,
	`area_path` text NOT NULL,
	`address` text NOT NULL,
	`latitude` real,
	`longitude` real,
	`categories` text NOT NULL,
	`per_hour` integer NOT NULL,
	`secret_sealed` text NOT NULL,
	`registered_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_by` text,
	`revoked_at` integer,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "devices_position" CHECK(("devices"."latitude" is null) = ("devices"."longitude" is null)),
	CONSTRAINT "devices_rate" CHECK("devices"."per_hour" between 1 and 3600)
);
--> statement-breakpoint
CREATE INDEX `devices_area` ON `devices` (`area_path`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `proxies` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`person_id` text NOT NULL,
	`order_id` text,
	`good_until` integer NOT NULL,
	`state` text NOT NULL,
	`paper` text,
	`named_by` text NOT NULL,
	`approved_by` text,
	`at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `proxies_owner` ON `proxies` (`owner_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `proxies_person` ON `proxies` (`person_id`,`state`,`id`);--> statement-breakpoint
CREATE TABLE `proxy_collections` (
	`order_id` text NOT NULL,
	`act` integer NOT NULL,
	`proxy_id` text NOT NULL,
	`person_id` text NOT NULL,
	`own_code` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`order_id`, `act`),
	FOREIGN KEY (`proxy_id`) REFERENCES `proxies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_id`,`act`) REFERENCES `order_events`(`order_id`,`act`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `proxy_collections_person` ON `proxy_collections` (`person_id`,`at`);