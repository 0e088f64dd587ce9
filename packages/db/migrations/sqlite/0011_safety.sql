CREATE TABLE `hourly_calls` (
	`tag` text NOT NULL,
	`action` text NOT NULL,
	`times` text NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`tag`, `action`)
);
--> statement-breakpoint
CREATE INDEX `hourly_calls_last` ON `hourly_calls` (`last_at`);--> statement-breakpoint
DROP INDEX `oauth_states_expiry`;--> statement-breakpoint
ALTER TABLE `oauth_states` ADD `browser_challenge` text;--> statement-breakpoint
ALTER TABLE `oauth_states` ADD `misused_at` integer;--> statement-breakpoint
CREATE INDEX `oauth_states_created` ON `oauth_states` (`created_at`);--> statement-breakpoint
CREATE INDEX `oauth_states_resumable` ON `oauth_states` (`created_at`) WHERE sealed_short_token is not null and finished_at is null;--> statement-breakpoint
DROP INDEX `sync_runs_status`;--> statement-breakpoint
DROP INDEX `sync_runs_account`;--> statement-breakpoint
CREATE INDEX `sync_runs_started` ON `sync_runs` (`started_at`);--> statement-breakpoint
CREATE INDEX `sync_runs_unfinished` ON `sync_runs` (`account_id`,`started_at`) WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX `sync_runs_account` ON `sync_runs` (`account_id`,`started_at`,`id`);--> statement-breakpoint
DROP INDEX `accounts_status_expiry`;--> statement-breakpoint
DROP INDEX `accounts_status_numbers`;--> statement-breakpoint
DROP INDEX `accounts_status_audience`;--> statement-breakpoint
DROP INDEX `accounts_connected`;--> statement-breakpoint
ALTER TABLE `accounts` ADD `folded_username` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `folded_name` text;--> statement-breakpoint
CREATE INDEX `accounts_status_issued` ON `accounts` (`status`,`token_issued_at`,`token_expires_at`,`refresh_retry_at`);--> statement-breakpoint
CREATE INDEX `accounts_tokenless` ON `accounts` (`status`,`sealed_token`,`id`) WHERE status = 'active' and sealed_token is null;--> statement-breakpoint
CREATE INDEX `accounts_status_connected` ON `accounts` (`status`,`connected_at`,`id`);--> statement-breakpoint
CREATE INDEX `accounts_never_synced` ON `accounts` (`status`,`id`) WHERE last_synced_at is null and last_error_at is null;--> statement-breakpoint
CREATE INDEX `accounts_with_error` ON `accounts` (`status`,`last_error_code`) WHERE last_error_code is not null;--> statement-breakpoint
CREATE INDEX `accounts_refresh_failing` ON `accounts` (`status`,`token_expires_at`,`id`,`refresh_failures`) WHERE refresh_failures > 0;--> statement-breakpoint
CREATE INDEX `accounts_refused_metrics` ON `accounts` (`status`,`id`) WHERE unsupported_metrics <> '{}' or refused_fields <> '{}';--> statement-breakpoint
CREATE INDEX `accounts_disconnected` ON `accounts` (`disconnected_at`,`id`) WHERE disconnected_at is not null;--> statement-breakpoint
CREATE INDEX `accounts_sealed_by` ON `accounts` (substr(sealed_token, 1, 12)) WHERE sealed_token is not null;--> statement-breakpoint
CREATE INDEX `accounts_status_expiry` ON `accounts` (`status`,`token_expires_at`,`id`,`token_issued_at`,`refresh_failures`,`refresh_retry_at`);--> statement-breakpoint
CREATE INDEX `accounts_status_numbers` ON `accounts` (`status`,`numbers_read_at`,`connected_at`,`last_synced_at`);--> statement-breakpoint
CREATE INDEX `accounts_status_audience` ON `accounts` (`status`,`audience_read_at`,`id`) WHERE last_synced_at is not null;--> statement-breakpoint
CREATE INDEX `accounts_connected` ON `accounts` (`connected_at`,`id`,`folded_username`,`folded_name`,`instagram_user_id`,`user_id`);--> statement-breakpoint
DROP INDEX `connection_attempts_created`;--> statement-breakpoint
CREATE INDEX `connection_attempts_user` ON `connection_attempts` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `connection_attempts_step` ON `connection_attempts` (`user_id`,`step`,`created_at`);--> statement-breakpoint
CREATE INDEX `connection_attempts_account` ON `connection_attempts` (`account_id`) WHERE account_id is not null;--> statement-breakpoint
CREATE INDEX `connection_attempts_created` ON `connection_attempts` (`created_at`,`id`);--> statement-breakpoint
DROP INDEX `deliveries_due`;--> statement-breakpoint
CREATE INDEX `deliveries_status` ON `deliveries` (`status`,`event_sequence`,`channel`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`channel`,`next_attempt_at`,`event_sequence`) WHERE status = 'pending';--> statement-breakpoint
DROP INDEX `events_created`;--> statement-breakpoint
CREATE INDEX `events_actor` ON `events` (`actor_ref`,`sequence`) WHERE person_ref is null or person_ref <> actor_ref;--> statement-breakpoint
CREATE INDEX `events_request` ON `events` (`request_id`,`sequence`) WHERE request_id is not null;--> statement-breakpoint
CREATE INDEX `events_first_connection` ON `events` (`person_ref`) WHERE type = 'connection.completed';--> statement-breakpoint
CREATE INDEX `events_created` ON `events` (`created_at`,`sequence`);--> statement-breakpoint
DROP INDEX `media_published`;--> statement-breakpoint
CREATE INDEX `media_story_pictures` ON `media` (`published_at`) WHERE product_type = 'STORY' and preview_url is not null;--> statement-breakpoint
CREATE INDEX `media_published` ON `media` (`account_id`,`published_at`,`media_id`);--> statement-breakpoint
DROP INDEX `notifications_account`;--> statement-breakpoint
CREATE INDEX `notifications_unread` ON `notifications` (`user_id`,`id`) WHERE read_at is null and closed_at is null;--> statement-breakpoint
CREATE INDEX `notifications_seen` ON `notifications` (`user_id`,`id`) WHERE read_at is not null or closed_at is not null;--> statement-breakpoint
CREATE INDEX `notifications_kind` ON `notifications` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `notifications_account` ON `notifications` (`account_id`,`kind`,`id`);--> statement-breakpoint
CREATE INDEX `call_budgets_paused` ON `call_budgets` (`paused_until`) WHERE paused_until is not null;--> statement-breakpoint
CREATE INDEX `call_budgets_refused` ON `call_budgets` (`refused_since`) WHERE refused_since is not null;--> statement-breakpoint
CREATE INDEX `job_slots_due` ON `job_slots` (`due_at`);--> statement-breakpoint
CREATE INDEX `job_slots_started` ON `job_slots` (`started_at`,`due_at`);