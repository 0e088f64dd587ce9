DROP TABLE "follower_snapshots" CASCADE;--> statement-breakpoint
UPDATE daily_metrics SET follows_read_at = fetched_at WHERE is_final = true AND follows IS NOT NULL;--> statement-breakpoint
UPDATE daily_metrics SET unsettled = '["reach","views","accounts_engaged","total_interactions","likes","comments","saves","shares","replies","reposts","profile_views","website_clicks","profile_links_taps","follower_count","follows_and_unfollows"]'::jsonb WHERE is_final = false;
