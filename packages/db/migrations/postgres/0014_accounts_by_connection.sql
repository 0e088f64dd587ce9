-- compatible from: 0011_safety
CREATE INDEX "accounts_user_connected" ON "accounts" USING btree ("user_id","connected_at","id");