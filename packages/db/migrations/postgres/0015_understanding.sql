-- compatible from: 0011_safety
CREATE TABLE "daily_splits" (
	"account_id" text NOT NULL,
	"day" text NOT NULL,
	"by" text NOT NULL,
	"values" jsonb NOT NULL,
	"missing" jsonb NOT NULL,
	"is_final" boolean NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "daily_splits_account_id_day_by_pk" PRIMARY KEY("account_id","day","by")
);
--> statement-breakpoint
CREATE TABLE "earlier_readings" (
	"account_id" text NOT NULL,
	"day" text NOT NULL,
	"readings" json NOT NULL,
	CONSTRAINT "earlier_readings_account_id_day_pk" PRIMARY KEY("account_id","day")
);
--> statement-breakpoint
CREATE TABLE "media_readings" (
	"account_id" text NOT NULL,
	"media_id" text NOT NULL,
	"age" text NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"figures" jsonb NOT NULL,
	CONSTRAINT "media_readings_account_id_media_id_age_pk" PRIMARY KEY("account_id","media_id","age")
);
--> statement-breakpoint
CREATE TABLE "media_tags" (
	"account_id" text NOT NULL,
	"media_id" text NOT NULL,
	"tag" text NOT NULL,
	"tagged_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "media_tags_account_id_media_id_tag_pk" PRIMARY KEY("account_id","media_id","tag")
);
--> statement-breakpoint
CREATE TABLE "goals" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"metric" text NOT NULL,
	"amount" bigint NOT NULL,
	"start_day" text NOT NULL,
	"by_day" text NOT NULL,
	"start_value" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	"reached_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "insights" (
	"account_id" text NOT NULL,
	"rule" text NOT NULL,
	"subject" text NOT NULL,
	"start_day" text NOT NULL,
	"end_day" text NOT NULL,
	"numbers" jsonb NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "insights_account_id_rule_subject_pk" PRIMARY KEY("account_id","rule","subject")
);
--> statement-breakpoint
CREATE TABLE "forecasts" (
	"account_id" text NOT NULL,
	"metric" text NOT NULL,
	"made_on" text NOT NULL,
	"points" jsonb NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "forecasts_account_id_metric_made_on_pk" PRIMARY KEY("account_id","metric","made_on")
);
--> statement-breakpoint
CREATE TABLE "benchmarks" (
	"cell" text NOT NULL,
	"metric" text NOT NULL,
	"accounts" bigint NOT NULL,
	"start_day" text NOT NULL,
	"end_day" text NOT NULL,
	"percentiles" jsonb NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "benchmarks_cell_metric_pk" PRIMARY KEY("cell","metric")
);
--> statement-breakpoint
CREATE TABLE "benchmark_members" (
	"account_id" text PRIMARY KEY NOT NULL,
	"cell" text NOT NULL,
	"end_day" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "benchmark_opt_outs" (
	"user_id" text PRIMARY KEY NOT NULL,
	"opted_out_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"position" bigint NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "changes_account_id_kind_key_pk" PRIMARY KEY("account_id","kind","key")
);
--> statement-breakpoint
CREATE TABLE "change_feed" (
	"id" bigint PRIMARY KEY NOT NULL,
	"epoch" text NOT NULL,
	"last_position" bigint NOT NULL,
	"dropped_before" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "final_days" (
	"account_id" text NOT NULL,
	"day" text NOT NULL,
	"is_told" boolean NOT NULL,
	CONSTRAINT "final_days_account_id_day_pk" PRIMARY KEY("account_id","day")
);
--> statement-breakpoint
ALTER TABLE "daily_metrics" ADD COLUMN "first_read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "daily_metrics" ADD COLUMN "imported_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "follower_counts" ADD COLUMN "imported_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "follower_days" ADD COLUMN "first_known_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "owner_username" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "are_likes_hidden" boolean;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "navigation" jsonb;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "navigation_views" bigint;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "is_highlighted" boolean;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "next_read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "daily_splits" ADD CONSTRAINT "daily_splits_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "earlier_readings" ADD CONSTRAINT "earlier_readings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media_readings" ADD CONSTRAINT "media_readings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media_tags" ADD CONSTRAINT "media_tags_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insights" ADD CONSTRAINT "insights_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecasts" ADD CONSTRAINT "forecasts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benchmark_members" ADD CONSTRAINT "benchmark_members_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "final_days" ADD CONSTRAINT "final_days_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "goals_account" ON "goals" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "benchmark_members_cell" ON "benchmark_members" USING btree ("cell","end_day");--> statement-breakpoint
CREATE INDEX "changes_position" ON "changes" USING btree ("position");--> statement-breakpoint
CREATE INDEX "changes_erased" ON "changes" USING btree ("key") WHERE kind = 'account';--> statement-breakpoint
CREATE INDEX "media_due" ON "media" USING btree ("next_read_at") WHERE next_read_at is not null and product_type <> 'STORY';--> statement-breakpoint
CREATE INDEX "media_due_of_account" ON "media" USING btree ("account_id","next_read_at") WHERE next_read_at is not null;