CREATE TABLE `audiences` (
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`dimension` text NOT NULL,
	`groups` text,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `kind`, `dimension`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `accounts` ADD `audience_read_at` integer;