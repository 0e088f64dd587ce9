CREATE TABLE `follower_counts` (
	`account_id` text NOT NULL,
	`taken_at` integer NOT NULL,
	`followers_count` integer NOT NULL,
	`follows_count` integer,
	`media_count` integer,
	PRIMARY KEY(`account_id`, `taken_at`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `follower_days` (
	`account_id` text NOT NULL,
	`day` text NOT NULL,
	`followers` integer,
	`change` integer,
	`is_final` integer NOT NULL,
	`is_derived` integer NOT NULL,
	`is_estimated` integer NOT NULL,
	PRIMARY KEY(`account_id`, `day`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `period_reach` (
	`account_id` text NOT NULL,
	`days` integer NOT NULL,
	`last_day` text NOT NULL,
	`reach` integer NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `days`, `last_day`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `accounts` ADD `numbers_read_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `failing_since` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `refused_fields` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `reread_from` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `reread_to` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `reread_asked_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `connected_before_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `accounts_status_numbers` ON `accounts` (`status`,`numbers_read_at`);--> statement-breakpoint
ALTER TABLE `call_budgets` ADD `pause_reason` text;--> statement-breakpoint
ALTER TABLE `call_budgets` ADD `pause_code` text;--> statement-breakpoint
ALTER TABLE `call_budgets` ADD `refused_since` integer;--> statement-breakpoint
ALTER TABLE `daily_metrics` ADD `unsettled` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `daily_metrics` ADD `follows_read_at` integer;--> statement-breakpoint
ALTER TABLE `media` ADD `gone_at` integer;--> statement-breakpoint
INSERT INTO follower_counts (account_id, taken_at, followers_count, follows_count, media_count)
SELECT account_id, taken_at, max(followers_count), max(follows_count), max(media_count)
FROM follower_snapshots WHERE source = 'observed' GROUP BY account_id, taken_at;
--> statement-breakpoint
INSERT INTO follower_days (account_id, day, followers, change, is_final, is_derived, is_estimated)
SELECT account_id, day, followers_count, NULL, 0, source = 'derived', 0 FROM follower_snapshots;
--> statement-breakpoint
UPDATE accounts SET numbers_read_at = (SELECT max(fetched_at) FROM daily_metrics WHERE account_id = accounts.id);
--> statement-breakpoint
UPDATE accounts SET unsupported_metrics = '{}' WHERE unsupported_metrics <> '{}';
