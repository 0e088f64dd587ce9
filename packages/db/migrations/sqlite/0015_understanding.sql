-- compatible from: 0011_safety
CREATE TABLE `daily_splits` (
	`account_id` text NOT NULL,
	`day` text NOT NULL,
	`by` text NOT NULL,
	`values` text NOT NULL,
	`missing` text NOT NULL,
	`is_final` integer NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `day`, `by`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `earlier_readings` (
	`account_id` text NOT NULL,
	`day` text NOT NULL,
	`readings` text NOT NULL,
	PRIMARY KEY(`account_id`, `day`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `media_readings` (
	`account_id` text NOT NULL,
	`media_id` text NOT NULL,
	`age` text NOT NULL,
	`read_at` integer NOT NULL,
	`figures` text NOT NULL,
	PRIMARY KEY(`account_id`, `media_id`, `age`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `media_tags` (
	`account_id` text NOT NULL,
	`media_id` text NOT NULL,
	`tag` text NOT NULL,
	`tagged_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `media_id`, `tag`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `goals` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`metric` text NOT NULL,
	`amount` integer NOT NULL,
	`start_day` text NOT NULL,
	`by_day` text NOT NULL,
	`start_value` integer,
	`created_at` integer NOT NULL,
	`reached_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `goals_account` ON `goals` (`account_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `insights` (
	`account_id` text NOT NULL,
	`rule` text NOT NULL,
	`subject` text NOT NULL,
	`start_day` text NOT NULL,
	`end_day` text NOT NULL,
	`numbers` text NOT NULL,
	`found_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `rule`, `subject`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `forecasts` (
	`account_id` text NOT NULL,
	`metric` text NOT NULL,
	`made_on` text NOT NULL,
	`points` text NOT NULL,
	`made_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `metric`, `made_on`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `benchmarks` (
	`cell` text NOT NULL,
	`metric` text NOT NULL,
	`accounts` integer NOT NULL,
	`start_day` text NOT NULL,
	`end_day` text NOT NULL,
	`percentiles` text NOT NULL,
	`computed_at` integer NOT NULL,
	PRIMARY KEY(`cell`, `metric`)
);
--> statement-breakpoint
CREATE TABLE `benchmark_members` (
	`account_id` text PRIMARY KEY NOT NULL,
	`cell` text NOT NULL,
	`end_day` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `benchmark_members_cell` ON `benchmark_members` (`cell`,`end_day`);--> statement-breakpoint
CREATE TABLE `benchmark_opt_outs` (
	`user_id` text PRIMARY KEY NOT NULL,
	`opted_out_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `changes` (
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`position` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `kind`, `key`)
);
--> statement-breakpoint
CREATE INDEX `changes_position` ON `changes` (`position`);--> statement-breakpoint
CREATE INDEX `changes_erased` ON `changes` (`key`) WHERE kind = 'account';--> statement-breakpoint
CREATE TABLE `change_feed` (
	`id` integer PRIMARY KEY NOT NULL,
	`epoch` text NOT NULL,
	`last_position` integer NOT NULL,
	`dropped_before` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `final_days` (
	`account_id` text NOT NULL,
	`day` text NOT NULL,
	`is_told` integer NOT NULL,
	PRIMARY KEY(`account_id`, `day`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `daily_metrics` ADD `first_read_at` integer;--> statement-breakpoint
ALTER TABLE `daily_metrics` ADD `imported_at` integer;--> statement-breakpoint
ALTER TABLE `follower_counts` ADD `imported_at` integer;--> statement-breakpoint
ALTER TABLE `follower_days` ADD `first_known_at` integer;--> statement-breakpoint
ALTER TABLE `media` ADD `owner_username` text;--> statement-breakpoint
ALTER TABLE `media` ADD `are_likes_hidden` integer;--> statement-breakpoint
ALTER TABLE `media` ADD `navigation` text;--> statement-breakpoint
ALTER TABLE `media` ADD `navigation_views` integer;--> statement-breakpoint
ALTER TABLE `media` ADD `asked_at` integer;--> statement-breakpoint
ALTER TABLE `media` ADD `is_highlighted` integer;--> statement-breakpoint
ALTER TABLE `media` ADD `next_read_at` integer;--> statement-breakpoint
CREATE INDEX `media_due` ON `media` (`next_read_at`) WHERE next_read_at is not null and product_type <> 'STORY';--> statement-breakpoint
CREATE INDEX `media_due_of_account` ON `media` (`account_id`,`next_read_at`) WHERE next_read_at is not null;