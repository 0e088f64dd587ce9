import { expect } from 'vitest'
import type { ContractTest } from './make-test.ts'

const allMigrations = [
  '0000_main_job',
  '0001_append_only_events',
  '0002_refresh_slots',
  '0003_survive_instagram',
  '0004_consequences',
  '0005_operations',
  '0006_audience',
  '0007_refuse_replaced_events',
  '0008_background_order',
  '0009_true_numbers',
  '0010_drop_follower_snapshots',
  '0011_safety',
  '0012_operations_for_years',
  '0013_lease_purpose',
  '0014_accounts_by_connection',
  '0015_understanding',
]

export function describeMigrations(test: ContractTest): void {
  test('the first opening applies all, the second nothing', async ({ blank }) => {
    const first = await blank.open()
    await first.close()
    const second = await blank.open()
    await second.close()

    expect(first.migrations).toEqual({ applied: allMigrations, current: '0015_understanding', newer: [] })
    expect(second.migrations).toEqual({ applied: [], current: '0015_understanding', newer: [] })
  })

  test('each is recorded with its hash and the time of its application', async ({ blank }) => {
    await (await blank.open()).close()
    const rows = await blank.run('SELECT number, name, hash, applied_at FROM schema_migrations ORDER BY number')
    expect(rows).toEqual(
      allMigrations.map((name, number) => ({
        number,
        name,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        applied_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      })),
    )
  })

  test('only the missing ones are applied', async ({ blank }) => {
    await (await blank.open()).close()
    await blank.run('DELETE FROM schema_migrations WHERE number >= 1')
    for (const statement of undoAllButTheFirst) await blank.run(statement).catch(() => undefined)

    const db = await blank.open()
    await db.close()
    expect(db.migrations.applied).toEqual(allMigrations.slice(1))
  })

  test('a newer schema is refused', async ({ blank }) => {
    await (await blank.open()).close()
    await blank.run(fromTheFuture('NULL'))

    await expect(blank.open()).rejects.toThrow('(0900_from_the_future) is newer than this version')
    await expect(blank.open('check')).rejects.toThrow('(0900_from_the_future) is newer than this version')
  })

  test('a newer schema is run on where it says that this version may', async ({ blank }) => {
    await (await blank.open()).close()
    await blank.run(fromTheFuture(allMigrations.length - 1))

    for (const schema of ['migrate', 'check'] as const) {
      const db = await blank.open(schema)
      await db.close()
      const newer = ['0900_from_the_future']
      expect(db.migrations).toEqual({ applied: [], current: '0900_from_the_future', newer })
    }
    await blank.run(`UPDATE schema_migrations SET compatible_from = ${allMigrations.length} WHERE number = 900`)
    await expect(blank.open('check')).rejects.toThrow('is newer than this version')
  })

  test('a schema under a newer one that lacks something is not made up', async ({ blank }) => {
    await (await blank.open()).close()
    await blank.run(fromTheFuture(0))
    await blank.run(`DELETE FROM schema_migrations WHERE number = ${allMigrations.length - 1}`)

    for (const schema of ['migrate', 'check'] as const) {
      await expect(blank.open(schema)).rejects.toThrow('(0900_from_the_future) is newer than this version')
    }
  })

  test('to check is to change nothing', async ({ blank }) => {
    const missing = allMigrations
    await expect(blank.open('check')).rejects.toMatchObject({ fault: 'empty', found: '', missing })
    expect(await blank.tables()).toEqual([])

    await (await blank.open()).close()
    const [newest = ''] = allMigrations.slice(-1)
    await blank.run(`DELETE FROM schema_migrations WHERE name = '${newest}'`)
    await expect(blank.open('check')).rejects.toMatchObject({
      message: expect.stringContaining(`is older than this version (${newest}): run migrate`),
      fault: 'older',
      found: allMigrations.at(-2),
      missing: [newest],
    })
    const rows = await blank.run('SELECT name FROM schema_migrations')
    expect(rows).toHaveLength(allMigrations.length - 1)
  })

  test('any schema can be opened as it is', async ({ blank }) => {
    await (await blank.open()).close()
    await blank.run(fromTheFuture('NULL'))
    const db = await blank.open('any')
    await db.close()
    expect(db.migrations).toEqual({ applied: [], current: '0900_from_the_future', newer: [] })
  })

  test('a database of before compatibility was written down is opened, and has room for it once migrated', async ({
    blank,
  }) => {
    await (await blank.open()).close()
    await blank.run('ALTER TABLE schema_migrations DROP COLUMN compatible_from')
    await (await blank.open('check')).close()
    await (await blank.open()).close()
    const [row] = await blank.run('SELECT * FROM schema_migrations WHERE number = 0')
    expect(row).toHaveProperty('compatible_from', null)
  })

  test('a migration that was changed after it was applied is refused', async ({ blank }) => {
    await (await blank.open()).close()
    await blank.run("UPDATE schema_migrations SET hash = 'another' WHERE number = 0")

    await expect(blank.open()).rejects.toThrow('Migration 0000_main_job was changed after it was applied')
  })

  test('a migration that fails half-way leaves nothing behind', async ({ blank }) => {
    await blank.run('CREATE TABLE sync_runs (somebody_elses TEXT)')

    await expect(blank.open()).rejects.toThrow('sync_runs')
    expect(await blank.tables()).toEqual(['sync_runs'])
  })

  test('a database that failed to migrate opens once the obstacle is gone', async ({ blank }) => {
    await blank.run('CREATE TABLE sync_runs (somebody_elses TEXT)')
    await expect(blank.open()).rejects.toThrow('sync_runs')
    await blank.run('DROP TABLE sync_runs')

    const db = await blank.open()
    await db.close()
    expect(db.migrations.applied).toEqual(allMigrations)
  })
}

/** What a newer version leaves: a migration that this one does not know. @param compatibleFrom SQL */
const fromTheFuture = (compatibleFrom: number | 'NULL') =>
  `INSERT INTO schema_migrations VALUES (900, '0900_from_the_future', 'x', '2030-01-01T00:00:00Z', ${compatibleFrom})`

/** For either engine: what is meant for the other fails and does no harm. */
const undoAllButTheFirst = [
  'DROP INDEX sync_runs_lacking',
  'DROP INDEX accounts_username',
  ...['code', 'subcode', 'trace_id', 'status', 'endpoint', 'words'].map(
    (column) => `ALTER TABLE sync_runs DROP COLUMN instagram_${column}`,
  ),
  ...['refresh_failure', 'left_out_at', 'left_out_by', 'lease_purpose'].map(
    (column) => `ALTER TABLE accounts DROP COLUMN ${column}`,
  ),
  'DROP INDEX accounts_connected',
  'ALTER TABLE accounts DROP COLUMN folded_username',
  'ALTER TABLE accounts DROP COLUMN folded_name',
  'ALTER TABLE oauth_states DROP COLUMN browser_challenge',
  'ALTER TABLE oauth_states DROP COLUMN misused_at',
  'DROP TABLE hourly_calls',
  ...[
    'accounts_disconnected',
    'accounts_never_synced',
    'accounts_refresh_due',
    'accounts_refresh_failing',
    'accounts_refused_metrics',
    'accounts_sealed_by',
    'accounts_status_connected',
    'accounts_status_issued',
    'accounts_with_error',
    'connection_attempts_account',
    'connection_attempts_user',
    'connection_attempts_step',
    'accounts_tokenless',
    'accounts_user_connected',
    'deliveries_status',
    'events_actor',
    'events_first_connection',
    'events_request',
    'job_slots_due',
    'job_slots_started',
    'oauth_states_created',
    'oauth_states_resumable',
    'sync_runs_started',
    'sync_runs_unfinished',
    'call_budgets_paused',
    'call_budgets_refused',
    'media_story_pictures',
    'notifications_kind',
    'notifications_seen',
    'notifications_unread',
  ].map((index) => `DROP INDEX ${index}`),
  'DROP INDEX accounts_status_expiry',
  'CREATE INDEX accounts_status_expiry ON accounts (status, token_expires_at)',
  'CREATE INDEX oauth_states_expiry ON oauth_states (expires_at)',
  'CREATE INDEX sync_runs_status ON sync_runs (status)',
  `CREATE TABLE follower_snapshots (account_id TEXT, day TEXT, followers_count INTEGER, follows_count INTEGER,
    media_count INTEGER, source TEXT, taken_at TIMESTAMPTZ)`,
  'DROP TABLE daily_splits',
  'DROP TABLE earlier_readings',
  'DROP TABLE media_readings',
  'DROP TABLE media_tags',
  'DROP TABLE goals',
  'DROP TABLE insights',
  'DROP TABLE forecasts',
  'DROP TABLE benchmarks',
  'DROP TABLE benchmark_members',
  'DROP TABLE benchmark_opt_outs',
  'DROP TABLE changes',
  'DROP TABLE change_feed',
  'DROP TABLE final_days',
  'ALTER TABLE daily_metrics DROP COLUMN imported_at',
  'ALTER TABLE daily_metrics DROP COLUMN first_read_at',
  'DROP TABLE follower_counts',
  'DROP TABLE follower_days',
  'DROP TABLE period_reach',
  'DROP INDEX accounts_status_numbers',
  ...['numbers_read_at', 'failing_since', 'refused_fields', 'reread_from', 'reread_to', 'reread_asked_at'].map(
    (column) => `ALTER TABLE accounts DROP COLUMN ${column}`,
  ),
  'ALTER TABLE accounts DROP COLUMN connected_before_ms',
  'ALTER TABLE daily_metrics DROP COLUMN unsettled',
  'ALTER TABLE daily_metrics DROP COLUMN follows_read_at',
  'DROP TRIGGER events_no_replace',
  'DROP INDEX accounts_status_id',
  'DROP INDEX accounts_status_catch_up',
  'DROP INDEX accounts_status_audience',
  'DROP TABLE audiences',
  'ALTER TABLE accounts DROP COLUMN audience_read_at',
  'DROP TABLE deletion_requests',
  'DROP TABLE erasures',
  'DROP TABLE support_tickets',
  'ALTER TABLE accounts DROP COLUMN deactivated_at',
  'DROP TABLE achievements',
  'DROP TABLE credit_entries',
  'DROP TABLE deliveries',
  'DROP TABLE delivery_cursors',
  'DROP TABLE installation',
  'DROP TABLE notifications',
  'DROP TABLE people',
  'DROP TABLE reward_tombstones',
  'ALTER TABLE accounts DROP COLUMN expiry_notice_days',
  'ALTER TABLE connection_attempts DROP COLUMN text_variant',
  'DROP TABLE media',
  'DROP TABLE call_budgets',
  'ALTER TABLE accounts DROP COLUMN last_error_reason',
  'ALTER TABLE accounts DROP COLUMN suspected_at',
  'ALTER TABLE accounts DROP COLUMN catch_up_at',
  'ALTER TABLE accounts DROP COLUMN unsupported_metrics',
  'ALTER TABLE sync_runs DROP COLUMN error_reason',
  'DROP TABLE job_slots',
  'ALTER TABLE accounts DROP COLUMN refresh_retry_at',
  'ALTER TABLE accounts DROP COLUMN refresh_failures',
  'DROP TRIGGER events_no_update',
  'DROP TRIGGER events_no_delete',
  'DROP FUNCTION events_refuse_change CASCADE',
]
