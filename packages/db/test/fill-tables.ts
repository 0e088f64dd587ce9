import type { Dialect } from '../src/index.ts'

export interface Filling {
  dialect: Dialect
  /** Rows of every table. */
  size: number
  now: Date
}

/** Statements that put so many rows into each growing table, all of them of accounts that are well. */
export function fillTables({ dialect, size, now }: Filling): string[] {
  const isSqlite = dialect === 'sqlite'
  const numbers = isSqlite
    ? `(WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${size - 1}) SELECT n FROM numbers)`
    : `generate_series(0, ${size - 1}) AS numbers(n)`
  // As wide as rows are, so that a planner weighs them as it would.
  const wide = `'${'x'.repeat(300)}'`
  const yes = isSqlite ? '1' : 'true'
  const instant = (seconds: string) =>
    isSqlite
      ? `(${now.getTime()} + 1000 * (0 ${seconds}))`
      : `(timestamptz '${now.toISOString()}' + interval '1 second' * (0 ${seconds}))`
  return [
    `INSERT INTO accounts (id, user_id, instagram_user_id, username, status, sealed_token, token_issued_at, token_expires_at,
    granted_scopes, connected_at, last_synced_at, numbers_read_at, audience_read_at, created_at, updated_at)
    SELECT 'account-' || n, 'user-' || (n / 2), 'instagram-' || n, 'loja.' || n, 'active', 'v1.00000000.' || ${wide} || n,
    ${instant('- n * 100')}, ${instant('+ n * 1000')}, '[]', ${instant('- n * 100')}, ${instant('- n')}, ${instant('- n')},
    ${instant('- n')}, ${instant('- n')}, ${instant('- n')} FROM ${numbers}`,
    `INSERT INTO people (user_id, ref, key, created_at) SELECT 'user-' || n, 'ref-' || n, 'key', ${instant('')} FROM ${numbers}`,
    `INSERT INTO events (sequence, type, person_ref, account_id, actor_kind, actor_ref, request_id, data, created_at, mac)
    SELECT n + 1, CASE WHEN n % 9 = 0 THEN 'rare' ELSE 'sync.completed' END, 'ref-' || (n % 7), 'account-' || (n % 7), 'user',
    'ref-' || (n % 5), 'request-' || n, '{}', ${instant('- (3000 - n)')}, 'mac' FROM ${numbers}`,
    `INSERT INTO notifications (user_id, account_id, kind, parameters, dedupe_key, event_sequence, created_at, read_at)
    SELECT 'user-' || (n % 99), 'account-' || (n % 99), 'sync_failed', '{}', 'key-' || n, n, ${instant('- n')},
    CASE WHEN n % 3 = 0 THEN ${instant('')} END FROM ${numbers}`,
    `INSERT INTO sync_runs (id, account_id, user_id, trigger, status, phase, started_at, finished_at)
    SELECT 'run-' || n, 'account-' || (n % 99), 'user-1', 'scheduled', 'succeeded', 'finished', ${instant('- n * 60')},
    ${instant('- n * 60')} FROM ${numbers}`,
    `INSERT INTO deliveries (id, channel, event_sequence, type, status, next_attempt_at, created_at)
    SELECT 'delivery-' || n, 'webhook', n, 'a', CASE n % 9 WHEN 0 THEN 'pending' WHEN 1 THEN 'dead' ELSE 'delivered' END,
    ${instant('- n')}, ${instant('- n')} FROM ${numbers}`,
    `INSERT INTO daily_metrics (account_id, day, missing, is_final, fetched_at)
    SELECT 'account-' || (n % 99), '2026-' || (1000 + n), '{}', ${yes},
    ${instant('')} FROM ${numbers}`,
    `INSERT INTO media (account_id, media_id, product_type, preview_url, published_at, figures, insight_state,
    refused_metrics, seen_at) SELECT 'account-' || (n % 99), 'media-' || n, CASE n % 2 WHEN 0 THEN 'STORY' ELSE 'FEED' END,
    'https://x.example', ${instant('- n * 60')}, '{}', 'read', '[]', ${instant('')} FROM ${numbers}`,
    `INSERT INTO call_budgets (scope, calls) SELECT 'account-' || n, '{}' FROM ${numbers}`,
    `INSERT INTO connection_attempts (state_hash, user_id, step, duration_seconds, created_at)
    SELECT 'state-' || n, 'user-' || (n % 99), 'started', 0, ${instant('- n * 600')} FROM ${numbers}`,
    `INSERT INTO oauth_states (state_hash, user_id, redirect_uri, created_at, expires_at)
    SELECT 'state-' || n, 'user-' || (n % 99), 'x', ${instant('- n')}, ${instant('- n')} FROM ${numbers}`,
    `INSERT INTO support_tickets (user_id, subject, message, status, created_at)
    SELECT 'user-' || (n % 99), 'a', 'b', CASE n % 3 WHEN 0 THEN 'open' ELSE 'closed' END, ${instant('- n')} FROM ${numbers}`,
    `INSERT INTO job_slots (job, due_at, started_at, finished_at)
    SELECT 'job-' || (n % 7), ${instant('- n * 600')}, ${instant('- n * 600')}, ${instant('- n * 600')} FROM ${numbers}`,
    `INSERT INTO credit_entries (transaction_id, ledger_account, amount, reason, achievement_key, event_sequence, created_at)
    SELECT 't' || n, 'ref-' || n, 1, 'achievement', 'a', n, ${instant('')} FROM ${numbers}`,
    `INSERT INTO follower_counts (account_id, taken_at, followers_count)
      SELECT 'account-' || (n % 99), ${instant('- n * 60')}, n FROM ${numbers}`,
    `INSERT INTO follower_days (account_id, day, is_final, is_derived, is_estimated)
      SELECT 'account-' || (n % 99), 'day-' || n, ${yes}, ${yes}, ${yes} FROM ${numbers}`,
    `INSERT INTO period_reach (account_id, days, last_day, reach, read_at)
      SELECT 'account-' || (n % 99), 7, 'day-' || n, n, ${instant('')} FROM ${numbers}`,
    `INSERT INTO audiences (account_id, kind, dimension, groups, read_at)
      SELECT 'account-' || n, 'followers', 'age', '[]', ${instant('')} FROM ${numbers}`,
    `INSERT INTO daily_splits (account_id, day, "by", "values", missing, is_final, read_at)
      SELECT 'account-' || (n % 99), 'day-' || n, 'contentType', '{}', '{}', ${yes}, ${instant('')} FROM ${numbers}`,
    `INSERT INTO earlier_readings (account_id, day, readings)
      SELECT 'account-' || (n % 99), 'day-' || n, '[]' FROM ${numbers}`,
    `INSERT INTO media_readings (account_id, media_id, age, read_at, figures)
      SELECT 'account-' || (n % 99), 'media-' || n, '24h', ${instant('')}, '{}' FROM ${numbers}`,
    `INSERT INTO media_tags (account_id, media_id, tag, tagged_at)
      SELECT 'account-' || (n % 99), 'media-' || n, 'tag', ${instant('')} FROM ${numbers}`,
    `INSERT INTO goals (id, account_id, metric, amount, start_day, by_day, created_at)
      SELECT 'goal-' || n, 'account-' || (n % 99), 'reach', n, 'day-1', 'day-9', ${instant('- n')} FROM ${numbers}`,
    `INSERT INTO insights (account_id, rule, subject, start_day, end_day, numbers, found_at)
      SELECT 'account-' || (n % 99), 'odd_day', 'day-' || n, 'day-1', 'day-9', '{}', ${instant('- n')} FROM ${numbers}`,
    `INSERT INTO forecasts (account_id, metric, made_on, points, made_at)
      SELECT 'account-' || (n % 99), 'reach', 'day-' || n, '[]', ${instant('- n')} FROM ${numbers}`,
    `INSERT INTO benchmark_members (account_id, cell, end_day)
      SELECT 'account-' || n, 'cell-' || (n % 99), 'day-1' FROM ${numbers}`,
    `INSERT INTO benchmark_opt_outs (user_id, opted_out_at) SELECT 'user-' || n, ${instant('')} FROM ${numbers}`,
    `INSERT INTO changes (account_id, kind, key, position, changed_at)
      SELECT 'account-' || (n % 99), 'day', 'day-' || n, n, ${instant('- n')} FROM ${numbers}`,
    `INSERT INTO final_days (account_id, day, is_told)
      SELECT 'account-' || (n % 99), 'day-' || n, ${yes} FROM ${numbers}`,
    `INSERT INTO hourly_calls (tag, action, times, last_at)
      SELECT 'tag-' || n, 'privacy.export', '[]', ${instant('+ n')} FROM ${numbers}`,
  ]
}
