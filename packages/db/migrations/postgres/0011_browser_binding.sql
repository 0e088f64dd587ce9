ALTER TABLE "accounts" ADD COLUMN "folded_username" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "folded_name" text;--> statement-breakpoint
ALTER TABLE "oauth_states" ADD COLUMN "browser_secret_hash" text;--> statement-breakpoint
ALTER TABLE "oauth_states" ADD COLUMN "misused_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "accounts_folded" ON "accounts" USING btree ("folded_username","folded_name","instagram_user_id","id");--> statement-breakpoint
CREATE INDEX "connection_attempts_user" ON "connection_attempts" USING btree ("user_id","step","created_at");