CREATE TABLE "imported_reports" (
	"report_id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"import_id" text NOT NULL,
	"content_hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_import_rows" (
	"import_id" text NOT NULL,
	"line" bigint NOT NULL,
	"cells" jsonb,
	"fate" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"report_id" text,
	CONSTRAINT "report_import_rows_import_id_line_pk" PRIMARY KEY("import_id","line"),
	CONSTRAINT "report_import_rows_in" CHECK (("report_import_rows"."fate" = 'in') = ("report_import_rows"."report_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "report_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"state" text NOT NULL,
	"head" jsonb NOT NULL,
	"settings" jsonb NOT NULL,
	"rows" bigint NOT NULL,
	"imported_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "imported_reports" ADD CONSTRAINT "imported_reports_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imported_reports" ADD CONSTRAINT "imported_reports_import_id_report_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."report_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_import_rows" ADD CONSTRAINT "report_import_rows_import_id_report_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."report_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "imported_reports_source" ON "imported_reports" USING btree ("source","source_id");--> statement-breakpoint
CREATE INDEX "imported_reports_import" ON "imported_reports" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "report_import_rows_fate" ON "report_import_rows" USING btree ("import_id","fate","line");--> statement-breakpoint
CREATE INDEX "report_imports_created" ON "report_imports" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "report_imports_state" ON "report_imports" USING btree ("state","created_at");