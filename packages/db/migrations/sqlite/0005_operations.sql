CREATE TABLE `deletion_requests` (
	`code` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_tag` text NOT NULL,
	`requested_at` integer NOT NULL,
	`completed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deletion_requests_subject` ON `deletion_requests` (`kind`,`subject_tag`);--> statement-breakpoint
CREATE TABLE `erasures` (
	`tag` text PRIMARY KEY NOT NULL,
	`erased_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `support_tickets` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` text NOT NULL,
	`subject` text NOT NULL,
	`message` text NOT NULL,
	`context` text,
	`status` text NOT NULL,
	`answer` text,
	`created_at` integer NOT NULL,
	`answered_at` integer,
	`closed_at` integer
);
--> statement-breakpoint
CREATE INDEX `support_tickets_user` ON `support_tickets` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `support_tickets_status` ON `support_tickets` (`status`,`id`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `deactivated_at` integer;--> statement-breakpoint
CREATE INDEX `accounts_connected` ON `accounts` (`connected_at`,`id`);