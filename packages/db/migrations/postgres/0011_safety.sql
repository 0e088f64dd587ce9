CREATE TABLE "hourly_calls" (
	"tag" text NOT NULL,
	"action" text NOT NULL,
	"times" jsonb NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "hourly_calls_tag_action_pk" PRIMARY KEY("tag","action")
);
--> statement-breakpoint
DROP INDEX "oauth_states_expiry";--> statement-breakpoint
DROP INDEX "sync_runs_status";--> statement-breakpoint
DROP INDEX "accounts_status_expiry";--> statement-breakpoint
DROP INDEX "accounts_status_numbers";--> statement-breakpoint
DROP INDEX "accounts_status_audience";--> statement-breakpoint
DROP INDEX "accounts_connected";--> statement-breakpoint
DROP INDEX "connection_attempts_created";--> statement-breakpoint
DROP INDEX "deliveries_due";--> statement-breakpoint
DROP INDEX "events_created";--> statement-breakpoint
DROP INDEX "media_published";--> statement-breakpoint
DROP INDEX "notifications_account";--> statement-breakpoint
DROP INDEX "sync_runs_account";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "folded_username" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "folded_name" text;--> statement-breakpoint
ALTER TABLE "oauth_states" ADD COLUMN "browser_challenge" text;--> statement-breakpoint
ALTER TABLE "oauth_states" ADD COLUMN "misused_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "hourly_calls_last" ON "hourly_calls" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "accounts_status_issued" ON "accounts" USING btree ("status","token_issued_at","token_expires_at","refresh_retry_at");--> statement-breakpoint
CREATE INDEX "accounts_tokenless" ON "accounts" USING btree ("status","sealed_token","id") WHERE status = 'active' and sealed_token is null;--> statement-breakpoint
CREATE INDEX "accounts_status_connected" ON "accounts" USING btree ("status","connected_at","id");--> statement-breakpoint
CREATE INDEX "accounts_never_synced" ON "accounts" USING btree ("status","id") WHERE last_synced_at is null and last_error_at is null;--> statement-breakpoint
CREATE INDEX "accounts_with_error" ON "accounts" USING btree ("status","last_error_code") WHERE last_error_code is not null;--> statement-breakpoint
CREATE INDEX "accounts_refresh_failing" ON "accounts" USING btree ("status","token_expires_at","id","refresh_failures") WHERE refresh_failures > 0;--> statement-breakpoint
CREATE INDEX "accounts_refused_metrics" ON "accounts" USING btree ("status","id") WHERE unsupported_metrics <> '{}' or refused_fields <> '{}';--> statement-breakpoint
CREATE INDEX "accounts_disconnected" ON "accounts" USING btree ("disconnected_at","id") WHERE disconnected_at is not null;--> statement-breakpoint
CREATE INDEX "accounts_sealed_by" ON "accounts" USING btree (substr(sealed_token, 1, 12)) WHERE sealed_token is not null;--> statement-breakpoint
CREATE INDEX "call_budgets_paused" ON "call_budgets" USING btree ("paused_until") WHERE paused_until is not null;--> statement-breakpoint
CREATE INDEX "call_budgets_refused" ON "call_budgets" USING btree ("refused_since") WHERE refused_since is not null;--> statement-breakpoint
CREATE INDEX "connection_attempts_user" ON "connection_attempts" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "connection_attempts_step" ON "connection_attempts" USING btree ("user_id","step","created_at");--> statement-breakpoint
CREATE INDEX "connection_attempts_account" ON "connection_attempts" USING btree ("account_id") WHERE account_id is not null;--> statement-breakpoint
CREATE INDEX "deliveries_status" ON "deliveries" USING btree ("status","event_sequence","channel");--> statement-breakpoint
CREATE INDEX "events_actor" ON "events" USING btree ("actor_ref","sequence") WHERE person_ref is null or person_ref <> actor_ref;--> statement-breakpoint
CREATE INDEX "events_request" ON "events" USING btree ("request_id","sequence") WHERE request_id is not null;--> statement-breakpoint
CREATE INDEX "events_first_connection" ON "events" USING btree ("person_ref") WHERE type = 'connection.completed';--> statement-breakpoint
CREATE INDEX "job_slots_due" ON "job_slots" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "job_slots_started" ON "job_slots" USING btree ("started_at","due_at");--> statement-breakpoint
CREATE INDEX "media_story_pictures" ON "media" USING btree ("published_at") WHERE product_type = 'STORY' and preview_url is not null;--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("user_id","id") WHERE read_at is null and closed_at is null;--> statement-breakpoint
CREATE INDEX "notifications_seen" ON "notifications" USING btree ("user_id","id") WHERE read_at is not null or closed_at is not null;--> statement-breakpoint
CREATE INDEX "notifications_kind" ON "notifications" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "oauth_states_created" ON "oauth_states" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "oauth_states_resumable" ON "oauth_states" USING btree ("created_at") WHERE sealed_short_token is not null and finished_at is null;--> statement-breakpoint
CREATE INDEX "sync_runs_started" ON "sync_runs" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "sync_runs_unfinished" ON "sync_runs" USING btree ("account_id","started_at") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "accounts_status_expiry" ON "accounts" USING btree ("status","token_expires_at","id","token_issued_at","refresh_failures","refresh_retry_at");--> statement-breakpoint
CREATE INDEX "accounts_status_numbers" ON "accounts" USING btree ("status","numbers_read_at","connected_at","last_synced_at");--> statement-breakpoint
CREATE INDEX "accounts_status_audience" ON "accounts" USING btree ("status","audience_read_at","id") WHERE last_synced_at is not null;--> statement-breakpoint
CREATE INDEX "accounts_connected" ON "accounts" USING btree ("connected_at","id","folded_username","folded_name","instagram_user_id","user_id");--> statement-breakpoint
CREATE INDEX "connection_attempts_created" ON "connection_attempts" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("channel","next_attempt_at","event_sequence") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "events_created" ON "events" USING btree ("created_at","sequence");--> statement-breakpoint
CREATE INDEX "media_published" ON "media" USING btree ("account_id","published_at","media_id");--> statement-breakpoint
CREATE INDEX "notifications_account" ON "notifications" USING btree ("account_id","kind","id");--> statement-breakpoint
CREATE INDEX "sync_runs_account" ON "sync_runs" USING btree ("account_id","started_at","id");