CREATE TABLE "job_slots" (
	"job" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"lease_owner" text,
	"lease_until" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"result" jsonb,
	CONSTRAINT "job_slots_job_due_at_pk" PRIMARY KEY("job","due_at")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "refresh_retry_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "refresh_failures" bigint DEFAULT 0 NOT NULL;