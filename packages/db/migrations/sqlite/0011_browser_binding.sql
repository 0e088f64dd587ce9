DROP INDEX `accounts_connected`;--> statement-breakpoint
ALTER TABLE `accounts` ADD `folded_username` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `folded_name` text;--> statement-breakpoint
CREATE INDEX `accounts_connected` ON `accounts` (`connected_at`,`id`,`folded_username`,`folded_name`,`instagram_user_id`,`user_id`);--> statement-breakpoint
ALTER TABLE `oauth_states` ADD `browser_challenge` text;--> statement-breakpoint
ALTER TABLE `oauth_states` ADD `misused_at` integer;--> statement-breakpoint
CREATE INDEX `connection_attempts_user` ON `connection_attempts` (`user_id`,`step`,`created_at`);