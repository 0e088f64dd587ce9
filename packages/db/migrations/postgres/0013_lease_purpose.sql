-- compatible from: 0012_operations_for_years
ALTER TABLE "accounts" ADD COLUMN "lease_purpose" text;