DROP INDEX `accounts_catch_up`;--> statement-breakpoint
DROP INDEX `accounts_status_expiry`;--> statement-breakpoint
CREATE INDEX `accounts_status_id` ON `accounts` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `accounts_status_catch_up` ON `accounts` (`status`,`catch_up_at`,`id`);--> statement-breakpoint
CREATE INDEX `accounts_status_audience` ON `accounts` (`status`,`audience_read_at`,`id`);--> statement-breakpoint
CREATE INDEX `accounts_status_expiry` ON `accounts` (`status`,`token_expires_at`,`id`);