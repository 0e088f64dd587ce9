DROP TABLE `events`;
--> statement-breakpoint
CREATE TABLE `achievements` (
	`id` text PRIMARY KEY NOT NULL,
	`person_ref` text NOT NULL,
	`account_id` text,
	`key` text NOT NULL,
	`credits` integer NOT NULL,
	`event_sequence` integer NOT NULL,
	`unlocked_at` integer NOT NULL,
	`reversed_at` integer
);--> statement-breakpoint
CREATE UNIQUE INDEX `achievements_person_key` ON `achievements` (`person_ref`,`key`);--> statement-breakpoint
CREATE TABLE `credit_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`transaction_id` text NOT NULL,
	`ledger_account` text NOT NULL,
	`amount` integer NOT NULL,
	`reason` text NOT NULL,
	`achievement_key` text NOT NULL,
	`event_sequence` integer NOT NULL,
	`created_at` integer NOT NULL
);--> statement-breakpoint
CREATE UNIQUE INDEX `credit_entries_once` ON `credit_entries` (`transaction_id`,`ledger_account`);--> statement-breakpoint
CREATE INDEX `credit_entries_account` ON `credit_entries` (`ledger_account`,`id`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`event_sequence` integer NOT NULL,
	`type` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`last_failure` text,
	`lease_owner` text,
	`lease_until` integer,
	`created_at` integer NOT NULL,
	`ended_at` integer
);--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once` ON `deliveries` (`channel`,`event_sequence`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`status`,`next_attempt_at`);--> statement-breakpoint
CREATE TABLE `delivery_cursors` (
	`channel` text PRIMARY KEY NOT NULL,
	`sequence` integer NOT NULL
);--> statement-breakpoint
CREATE TABLE `events` (
	`sequence` integer PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`person_ref` text,
	`account_id` text,
	`actor_kind` text NOT NULL,
	`actor_ref` text,
	`request_id` text,
	`ip_network` text,
	`data` text NOT NULL,
	`sealed_personal` text,
	`created_at` integer NOT NULL,
	`mac` text NOT NULL
);--> statement-breakpoint
CREATE INDEX `events_person` ON `events` (`person_ref`,`sequence`);--> statement-breakpoint
CREATE INDEX `events_account` ON `events` (`account_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `events_type` ON `events` (`type`,`sequence`);--> statement-breakpoint
CREATE INDEX `events_created` ON `events` (`created_at`);--> statement-breakpoint
CREATE TABLE `installation` (
	`id` integer PRIMARY KEY NOT NULL,
	`sealed_secret` text NOT NULL,
	`last_sequence` integer NOT NULL,
	`last_mac` text NOT NULL,
	`verifiable_from` integer NOT NULL,
	`created_at` integer NOT NULL
);--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` text NOT NULL,
	`account_id` text,
	`kind` text NOT NULL,
	`parameters` text NOT NULL,
	`dedupe_key` text NOT NULL,
	`event_sequence` integer NOT NULL,
	`created_at` integer NOT NULL,
	`read_at` integer,
	`closed_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_dedupe` ON `notifications` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `notifications_user` ON `notifications` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `notifications_account` ON `notifications` (`account_id`,`kind`);--> statement-breakpoint
CREATE TABLE `people` (
	`user_id` text PRIMARY KEY NOT NULL,
	`ref` text NOT NULL,
	`key` text NOT NULL,
	`created_at` integer NOT NULL
);--> statement-breakpoint
CREATE UNIQUE INDEX `people_ref` ON `people` (`ref`);--> statement-breakpoint
CREATE TABLE `reward_tombstones` (
	`tag` text NOT NULL,
	`key` text NOT NULL,
	PRIMARY KEY(`tag`, `key`)
);--> statement-breakpoint
ALTER TABLE `accounts` ADD `expiry_notice_days` integer;--> statement-breakpoint
ALTER TABLE `connection_attempts` ADD `text_variant` text;
--> statement-breakpoint
CREATE TRIGGER `events_no_update` BEFORE UPDATE ON `events` BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `events_no_delete` BEFORE DELETE ON `events` BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
