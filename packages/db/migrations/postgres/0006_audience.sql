CREATE TABLE "audiences" (
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"dimension" text NOT NULL,
	"groups" jsonb,
	"read_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audiences_account_id_kind_dimension_pk" PRIMARY KEY("account_id","kind","dimension")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "audience_read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "audiences" ADD CONSTRAINT "audiences_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;