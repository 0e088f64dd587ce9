CREATE TABLE "follower_counts" (
	"account_id" text NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"followers_count" bigint NOT NULL,
	"follows_count" bigint,
	"media_count" bigint,
	CONSTRAINT "follower_counts_account_id_taken_at_pk" PRIMARY KEY("account_id","taken_at")
);
--> statement-breakpoint
CREATE TABLE "follower_days" (
	"account_id" text NOT NULL,
	"day" text NOT NULL,
	"followers" bigint,
	"change" bigint,
	"is_final" boolean NOT NULL,
	"is_derived" boolean NOT NULL,
	"is_estimated" boolean NOT NULL,
	CONSTRAINT "follower_days_account_id_day_pk" PRIMARY KEY("account_id","day")
);
--> statement-breakpoint
CREATE TABLE "period_reach" (
	"account_id" text NOT NULL,
	"days" bigint NOT NULL,
	"last_day" text NOT NULL,
	"reach" bigint NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "period_reach_account_id_days_last_day_pk" PRIMARY KEY("account_id","days","last_day")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "numbers_read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "failing_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "refused_fields" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "reread_from" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "reread_to" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "reread_asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "connected_before_ms" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "call_budgets" ADD COLUMN "pause_reason" text;--> statement-breakpoint
ALTER TABLE "call_budgets" ADD COLUMN "pause_code" text;--> statement-breakpoint
ALTER TABLE "call_budgets" ADD COLUMN "refused_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "daily_metrics" ADD COLUMN "unsettled" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "daily_metrics" ADD COLUMN "follows_read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "gone_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "follower_counts" ADD CONSTRAINT "follower_counts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follower_days" ADD CONSTRAINT "follower_days_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "period_reach" ADD CONSTRAINT "period_reach_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_status_numbers" ON "accounts" USING btree ("status","numbers_read_at");--> statement-breakpoint
INSERT INTO follower_counts (account_id, taken_at, followers_count, follows_count, media_count)
SELECT account_id, taken_at, max(followers_count), max(follows_count), max(media_count)
FROM follower_snapshots WHERE source = 'observed' GROUP BY account_id, taken_at;
--> statement-breakpoint
INSERT INTO follower_days (account_id, day, followers, change, is_final, is_derived, is_estimated)
SELECT account_id, day, followers_count, NULL, false, source = 'derived', false FROM follower_snapshots;
--> statement-breakpoint
UPDATE accounts SET numbers_read_at = (SELECT max(fetched_at) FROM daily_metrics WHERE account_id = accounts.id);
--> statement-breakpoint
UPDATE accounts SET unsupported_metrics = '{}'::jsonb WHERE unsupported_metrics <> '{}'::jsonb;
