-- compatible from: 0011_safety
ALTER TABLE "accounts" ADD COLUMN "lease_purpose" text;