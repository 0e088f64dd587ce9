-- compatible from: 0011_safety
ALTER TABLE `accounts` ADD `refresh_failure` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `left_out_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `left_out_by` text;--> statement-breakpoint
CREATE INDEX `accounts_username` ON `accounts` (`folded_username`);--> statement-breakpoint
CREATE INDEX `accounts_refresh_due` ON `accounts` (`status`,`refresh_failures`,`token_expires_at`,`id`,`token_issued_at`,`refresh_retry_at`);--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `instagram_code` integer;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `instagram_subcode` integer;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `instagram_trace_id` text;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `instagram_status` integer;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `instagram_endpoint` text;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `instagram_words` text;--> statement-breakpoint
CREATE INDEX `sync_runs_lacking` ON `sync_runs` (`started_at`,`id`) WHERE status in ('partial', 'failed');