CREATE TABLE `shipment_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`shipment_id` text NOT NULL,
	`lot_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`arrived` integer,
	`missing_why` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`shipment_id`) REFERENCES `shipments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lot_id`) REFERENCES `stock_lots`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "shipment_lines_quantity" CHECK("shipment_lines"."quantity" > 0),
	CONSTRAINT "shipment_lines_arrived" CHECK("shipment_lines"."arrived" is null or ("shipment_lines"."arrived" >= 0 and "shipment_lines"."arrived" <= "shipment_lines"."quantity"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shipment_lines_lot` ON `shipment_lines` (`shipment_id`,`lot_id`);--> statement-breakpoint
CREATE INDEX `shipment_lines_of_lot` ON `shipment_lines` (`lot_id`);--> statement-breakpoint
CREATE TABLE `shipments` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`from_store_id` text NOT NULL,
	`to_store_id` text NOT NULL,
	`state` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`sent_by` text NOT NULL,
	`sent_at` integer NOT NULL,
	`ended_by` text,
	`ended_at` integer,
	FOREIGN KEY (`from_store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "shipments_stores" CHECK("shipments"."from_store_id" <> "shipments"."to_store_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shipments_number_unique` ON `shipments` (`number`);--> statement-breakpoint
CREATE INDEX `shipments_from` ON `shipments` (`from_store_id`,`state`);--> statement-breakpoint
CREATE INDEX `shipments_to` ON `shipments` (`to_store_id`,`state`);