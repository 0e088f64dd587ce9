-- compatible from: 0011_safety
ALTER TABLE "accounts" ADD COLUMN "refresh_failure" jsonb;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "left_out_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "left_out_by" text;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "instagram_code" bigint;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "instagram_subcode" bigint;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "instagram_trace_id" text;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "instagram_status" bigint;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "instagram_endpoint" text;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "instagram_words" text;--> statement-breakpoint
CREATE INDEX "accounts_username" ON "accounts" USING btree ("folded_username");--> statement-breakpoint
CREATE INDEX "accounts_refresh_due" ON "accounts" USING btree ("status","refresh_failures","token_expires_at","id","token_issued_at","refresh_retry_at");--> statement-breakpoint
CREATE INDEX "sync_runs_lacking" ON "sync_runs" USING btree ("started_at","id") WHERE status in ('partial', 'failed');