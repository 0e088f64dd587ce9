DROP TABLE "events" CASCADE;
--> statement-breakpoint
CREATE TABLE "achievements" (
	"id" text PRIMARY KEY NOT NULL,
	"person_ref" text NOT NULL,
	"account_id" text,
	"key" text NOT NULL,
	"credits" bigint NOT NULL,
	"event_sequence" bigint NOT NULL,
	"unlocked_at" timestamp (3) with time zone NOT NULL,
	"reversed_at" timestamp (3) with time zone
);--> statement-breakpoint
CREATE TABLE "credit_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "credit_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"transaction_id" text NOT NULL,
	"ledger_account" text NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"achievement_key" text NOT NULL,
	"event_sequence" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"event_sequence" bigint NOT NULL,
	"type" text NOT NULL,
	"status" text NOT NULL,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"last_failure" text,
	"lease_owner" text,
	"lease_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);--> statement-breakpoint
CREATE TABLE "delivery_cursors" (
	"channel" text PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL
);--> statement-breakpoint
CREATE TABLE "events" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"person_ref" text,
	"account_id" text,
	"actor_kind" text NOT NULL,
	"actor_ref" text,
	"request_id" text,
	"ip_network" text,
	"data" jsonb NOT NULL,
	"sealed_personal" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"mac" text NOT NULL
);--> statement-breakpoint
CREATE TABLE "installation" (
	"id" bigint PRIMARY KEY NOT NULL,
	"sealed_secret" text NOT NULL,
	"last_sequence" bigint NOT NULL,
	"last_mac" text NOT NULL,
	"verifiable_from" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notifications_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" text NOT NULL,
	"account_id" text,
	"kind" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"dedupe_key" text NOT NULL,
	"event_sequence" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone
);--> statement-breakpoint
CREATE TABLE "people" (
	"user_id" text PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);--> statement-breakpoint
CREATE TABLE "reward_tombstones" (
	"tag" text NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "reward_tombstones_tag_key_pk" PRIMARY KEY("tag","key")
);--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "expiry_notice_days" bigint;--> statement-breakpoint
ALTER TABLE "connection_attempts" ADD COLUMN "text_variant" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "achievements_person_key" ON "achievements" USING btree ("person_ref","key");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_entries_once" ON "credit_entries" USING btree ("transaction_id","ledger_account");--> statement-breakpoint
CREATE INDEX "credit_entries_account" ON "credit_entries" USING btree ("ledger_account","id");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_once" ON "deliveries" USING btree ("channel","event_sequence");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("status","next_attempt_at");--> statement-breakpoint
CREATE INDEX "events_person" ON "events" USING btree ("person_ref","sequence");--> statement-breakpoint
CREATE INDEX "events_account" ON "events" USING btree ("account_id","sequence");--> statement-breakpoint
CREATE INDEX "events_type" ON "events" USING btree ("type","sequence");--> statement-breakpoint
CREATE INDEX "events_created" ON "events" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_dedupe" ON "notifications" USING btree ("dedupe_key");--> statement-breakpoint
CREATE INDEX "notifications_user" ON "notifications" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "notifications_account" ON "notifications" USING btree ("account_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "people_ref" ON "people" USING btree ("ref");
--> statement-breakpoint
CREATE TRIGGER "events_no_change" BEFORE UPDATE OR DELETE ON "events" FOR EACH ROW EXECUTE FUNCTION "events_refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "events_no_truncate" BEFORE TRUNCATE ON "events" FOR EACH STATEMENT EXECUTE FUNCTION "events_refuse_change"();
