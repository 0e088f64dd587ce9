DROP INDEX "accounts_connected";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "folded_username" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "folded_name" text;--> statement-breakpoint
ALTER TABLE "oauth_states" ADD COLUMN "browser_challenge" text;--> statement-breakpoint
ALTER TABLE "oauth_states" ADD COLUMN "misused_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "connection_attempts_user" ON "connection_attempts" USING btree ("user_id","step","created_at");--> statement-breakpoint
CREATE INDEX "accounts_connected" ON "accounts" USING btree ("connected_at","id","folded_username","folded_name","instagram_user_id","user_id");