CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"instagram_user_id" text NOT NULL,
	"app_scoped_id" text,
	"username" text NOT NULL,
	"name" text,
	"account_type" text,
	"profile_picture_url" text,
	"followers_count" bigint,
	"follows_count" bigint,
	"media_count" bigint,
	"status" text NOT NULL,
	"sealed_token" text,
	"token_issued_at" timestamp (3) with time zone,
	"token_expires_at" timestamp (3) with time zone,
	"granted_scopes" jsonb NOT NULL,
	"connected_at" timestamp (3) with time zone NOT NULL,
	"disconnected_at" timestamp (3) with time zone,
	"last_synced_at" timestamp (3) with time zone,
	"next_sync_allowed_at" timestamp (3) with time zone,
	"last_error_code" text,
	"last_error_at" timestamp (3) with time zone,
	"lease_owner" text,
	"lease_until" timestamp (3) with time zone,
	"lease_fence" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "connection_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "connection_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"state_hash" text NOT NULL,
	"user_id" text NOT NULL,
	"account_id" text,
	"step" text NOT NULL,
	"placement" text,
	"duration_seconds" bigint NOT NULL,
	"error_message" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "daily_metrics" (
	"account_id" text NOT NULL,
	"day" text NOT NULL,
	"reach" bigint,
	"views" bigint,
	"accounts_engaged" bigint,
	"total_interactions" bigint,
	"likes" bigint,
	"comments" bigint,
	"saves" bigint,
	"shares" bigint,
	"replies" bigint,
	"reposts" bigint,
	"profile_views" bigint,
	"website_clicks" bigint,
	"profile_links_taps" bigint,
	"new_followers" bigint,
	"follows" bigint,
	"unfollows" bigint,
	"other" jsonb,
	"missing" jsonb NOT NULL,
	"raw_end_time" text,
	"is_final" boolean NOT NULL,
	"fetched_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "daily_metrics_account_id_day_pk" PRIMARY KEY("account_id","day")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"sequence" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"user_id" text,
	"account_id" text,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"request_id" text,
	"data" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "follower_snapshots" (
	"account_id" text NOT NULL,
	"day" text NOT NULL,
	"followers_count" bigint NOT NULL,
	"follows_count" bigint,
	"media_count" bigint,
	"source" text NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "follower_snapshots_account_id_day_pk" PRIMARY KEY("account_id","day")
);
--> statement-breakpoint
CREATE TABLE "oauth_states" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"account_id" text,
	"redirect_uri" text NOT NULL,
	"return_to" text,
	"placement" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"burned_reason" text,
	"code_hash" text,
	"sealed_short_token" text,
	"short_token_expires_at" timestamp (3) with time zone,
	"granted_scopes" jsonb,
	"lease_owner" text,
	"lease_until" timestamp (3) with time zone,
	"lease_fence" bigint DEFAULT 0 NOT NULL,
	"result" jsonb,
	"failure_code" text,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sync_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"user_id" text NOT NULL,
	"trigger" text NOT NULL,
	"status" text NOT NULL,
	"phase" text NOT NULL,
	"done" bigint DEFAULT 0 NOT NULL,
	"total" bigint DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"api_calls" bigint DEFAULT 0 NOT NULL,
	"days_written" bigint DEFAULT 0 NOT NULL,
	"followers_change" bigint,
	"error_code" text,
	"error_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "daily_metrics" ADD CONSTRAINT "daily_metrics_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follower_snapshots" ADD CONSTRAINT "follower_snapshots_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_user_instagram" ON "accounts" USING btree ("user_id","instagram_user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_living_instagram" ON "accounts" USING btree ("instagram_user_id") WHERE status <> 'disconnected';--> statement-breakpoint
CREATE INDEX "accounts_app_scoped" ON "accounts" USING btree ("app_scoped_id");--> statement-breakpoint
CREATE INDEX "accounts_status_expiry" ON "accounts" USING btree ("status","token_expires_at");--> statement-breakpoint
CREATE INDEX "connection_attempts_state" ON "connection_attempts" USING btree ("state_hash");--> statement-breakpoint
CREATE INDEX "connection_attempts_created" ON "connection_attempts" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "events_user" ON "events" USING btree ("user_id","sequence");--> statement-breakpoint
CREATE INDEX "events_account" ON "events" USING btree ("account_id","sequence");--> statement-breakpoint
CREATE INDEX "events_type" ON "events" USING btree ("type","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "oauth_states_code" ON "oauth_states" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "oauth_states_user" ON "oauth_states" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "oauth_states_expiry" ON "oauth_states" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sync_runs_account" ON "sync_runs" USING btree ("account_id","started_at");--> statement-breakpoint
CREATE INDEX "sync_runs_status" ON "sync_runs" USING btree ("status");