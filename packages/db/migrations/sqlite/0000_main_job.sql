CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`instagram_user_id` text NOT NULL,
	`app_scoped_id` text,
	`username` text NOT NULL,
	`name` text,
	`account_type` text,
	`profile_picture_url` text,
	`followers_count` integer,
	`follows_count` integer,
	`media_count` integer,
	`status` text NOT NULL,
	`sealed_token` text,
	`token_issued_at` integer,
	`token_expires_at` integer,
	`granted_scopes` text NOT NULL,
	`connected_at` integer NOT NULL,
	`disconnected_at` integer,
	`last_synced_at` integer,
	`next_sync_allowed_at` integer,
	`last_error_code` text,
	`last_error_at` integer,
	`lease_owner` text,
	`lease_until` integer,
	`lease_fence` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_user_instagram` ON `accounts` (`user_id`,`instagram_user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_living_instagram` ON `accounts` (`instagram_user_id`) WHERE status <> 'disconnected';--> statement-breakpoint
CREATE INDEX `accounts_app_scoped` ON `accounts` (`app_scoped_id`);--> statement-breakpoint
CREATE INDEX `accounts_status_expiry` ON `accounts` (`status`,`token_expires_at`);--> statement-breakpoint
CREATE TABLE `connection_attempts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`state_hash` text NOT NULL,
	`user_id` text NOT NULL,
	`account_id` text,
	`step` text NOT NULL,
	`placement` text,
	`duration_seconds` integer NOT NULL,
	`error_message` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `connection_attempts_state` ON `connection_attempts` (`state_hash`);--> statement-breakpoint
CREATE INDEX `connection_attempts_created` ON `connection_attempts` (`created_at`);--> statement-breakpoint
CREATE TABLE `daily_metrics` (
	`account_id` text NOT NULL,
	`day` text NOT NULL,
	`reach` integer,
	`views` integer,
	`accounts_engaged` integer,
	`total_interactions` integer,
	`likes` integer,
	`comments` integer,
	`saves` integer,
	`shares` integer,
	`replies` integer,
	`reposts` integer,
	`profile_views` integer,
	`website_clicks` integer,
	`profile_links_taps` integer,
	`new_followers` integer,
	`follows` integer,
	`unfollows` integer,
	`other` text,
	`missing` text NOT NULL,
	`raw_end_time` text,
	`is_final` integer NOT NULL,
	`fetched_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `day`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `events` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`type` text NOT NULL,
	`user_id` text,
	`account_id` text,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`request_id` text,
	`data` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_user` ON `events` (`user_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `events_account` ON `events` (`account_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `events_type` ON `events` (`type`,`sequence`);--> statement-breakpoint
CREATE TABLE `follower_snapshots` (
	`account_id` text NOT NULL,
	`day` text NOT NULL,
	`followers_count` integer NOT NULL,
	`follows_count` integer,
	`media_count` integer,
	`source` text NOT NULL,
	`taken_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `day`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `oauth_states` (
	`state_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`account_id` text,
	`redirect_uri` text NOT NULL,
	`return_to` text,
	`placement` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`burned_reason` text,
	`code_hash` text,
	`sealed_short_token` text,
	`short_token_expires_at` integer,
	`granted_scopes` text,
	`lease_owner` text,
	`lease_until` integer,
	`lease_fence` integer DEFAULT 0 NOT NULL,
	`result` text,
	`failure_code` text,
	`finished_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `oauth_states_code` ON `oauth_states` (`code_hash`);--> statement-breakpoint
CREATE INDEX `oauth_states_user` ON `oauth_states` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `oauth_states_expiry` ON `oauth_states` (`expires_at`);--> statement-breakpoint
CREATE TABLE `sync_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`user_id` text NOT NULL,
	`trigger` text NOT NULL,
	`status` text NOT NULL,
	`phase` text NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`api_calls` integer DEFAULT 0 NOT NULL,
	`days_written` integer DEFAULT 0 NOT NULL,
	`followers_change` integer,
	`error_code` text,
	`error_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sync_runs_account` ON `sync_runs` (`account_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `sync_runs_status` ON `sync_runs` (`status`);