CREATE TABLE `job_slots` (
	`job` text NOT NULL,
	`due_at` integer NOT NULL,
	`lease_owner` text,
	`lease_until` integer,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`result` text,
	PRIMARY KEY(`job`, `due_at`)
);
--> statement-breakpoint
ALTER TABLE `accounts` ADD `refresh_retry_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `refresh_failures` integer DEFAULT 0 NOT NULL;