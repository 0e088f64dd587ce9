CREATE TABLE `call_budgets` (
	`scope` text PRIMARY KEY NOT NULL,
	`calls` text NOT NULL,
	`usage_percent` integer,
	`usage_at` integer,
	`paused_until` integer
);
--> statement-breakpoint
CREATE TABLE `media` (
	`account_id` text NOT NULL,
	`media_id` text NOT NULL,
	`media_type` text,
	`product_type` text NOT NULL,
	`caption` text,
	`permalink` text,
	`preview_url` text,
	`published_at` integer NOT NULL,
	`views` integer,
	`reach` integer,
	`total_interactions` integer,
	`likes` integer,
	`comments` integer,
	`saved` integer,
	`shares` integer,
	`figures` text NOT NULL,
	`insight_state` text NOT NULL,
	`refused_metrics` text NOT NULL,
	`insights_at` integer,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `media_id`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `media_published` ON `media` (`account_id`,`published_at`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `last_error_reason` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `suspected_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `catch_up_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `unsupported_metrics` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX `accounts_catch_up` ON `accounts` (`catch_up_at`);--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `error_reason` text;