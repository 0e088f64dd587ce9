CREATE TABLE "call_budgets" (
	"scope" text PRIMARY KEY NOT NULL,
	"calls" jsonb NOT NULL,
	"usage_percent" bigint,
	"usage_at" timestamp (3) with time zone,
	"paused_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "media" (
	"account_id" text NOT NULL,
	"media_id" text NOT NULL,
	"media_type" text,
	"product_type" text NOT NULL,
	"caption" text,
	"permalink" text,
	"preview_url" text,
	"published_at" timestamp (3) with time zone NOT NULL,
	"views" bigint,
	"reach" bigint,
	"total_interactions" bigint,
	"likes" bigint,
	"comments" bigint,
	"saved" bigint,
	"shares" bigint,
	"figures" jsonb NOT NULL,
	"insight_state" text NOT NULL,
	"refused_metrics" jsonb NOT NULL,
	"insights_at" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "media_account_id_media_id_pk" PRIMARY KEY("account_id","media_id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "last_error_reason" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "suspected_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "catch_up_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "unsupported_metrics" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "error_reason" text;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_published" ON "media" USING btree ("account_id","published_at");--> statement-breakpoint
CREATE INDEX "accounts_catch_up" ON "accounts" USING btree ("catch_up_at");