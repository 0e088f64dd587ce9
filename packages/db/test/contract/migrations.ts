import { expect } from 'vitest'
import type { ContractTest } from './make-test.ts'

const allMigrations = ['0000_main_job', '0001_append_only_events']

export function describeMigrations(test: ContractTest): void {
  test('the first opening applies all, the second nothing', async ({ place }) => {
    const first = await place.open()
    await first.close()
    const second = await place.open()
    await second.close()

    expect(first.migrations).toEqual({ applied: allMigrations, current: '0001_append_only_events' })
    expect(second.migrations).toEqual({ applied: [], current: '0001_append_only_events' })
  })

  test('each is recorded with its hash and the time of its application', async ({ db, place }) => {
    expect(db.migrations.applied).toEqual(allMigrations)
    const rows = await place.run('SELECT number, name, hash, applied_at FROM schema_migrations ORDER BY number')
    expect(rows).toEqual(
      allMigrations.map((name, number) => ({
        number,
        name,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        applied_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      })),
    )
  })

  test('only the missing ones are applied', async ({ place }) => {
    await (await place.open()).close()
    await place.run('DELETE FROM schema_migrations WHERE number = 1')
    const triggers = (await place.tables()).length > 0 ? eventTriggers : []
    for (const statement of triggers) await place.run(statement).catch(() => undefined)

    const db = await place.open()
    await db.close()
    expect(db.migrations.applied).toEqual(['0001_append_only_events'])
  })

  test('a newer schema is refused', async ({ place }) => {
    await (await place.open()).close()
    await place.run("INSERT INTO schema_migrations VALUES (900, '0900_from_the_future', 'x', '2030-01-01T00:00:00Z')")

    await expect(place.open()).rejects.toThrow('(0900_from_the_future) is newer than this version')
  })

  test('a migration that was changed after it was applied is refused', async ({ place }) => {
    await (await place.open()).close()
    await place.run("UPDATE schema_migrations SET hash = 'another' WHERE number = 0")

    await expect(place.open()).rejects.toThrow('Migration 0000_main_job was changed after it was applied')
  })

  test('a migration that fails half-way leaves nothing behind', async ({ place }) => {
    await place.run('CREATE TABLE sync_runs (somebody_elses TEXT)')

    await expect(place.open()).rejects.toThrow('sync_runs')
    expect(await place.tables()).toEqual(['sync_runs'])
  })

  test('a database that failed to migrate opens once the obstacle is gone', async ({ place }) => {
    await place.run('CREATE TABLE sync_runs (somebody_elses TEXT)')
    await expect(place.open()).rejects.toThrow('sync_runs')
    await place.run('DROP TABLE sync_runs')

    const db = await place.open()
    await db.close()
    expect(db.migrations.applied).toEqual(allMigrations)
  })
}

/** Undo the second migration on either engine; the statements of the other engine fail and do no harm. */
const eventTriggers = [
  'DROP TRIGGER events_no_update',
  'DROP TRIGGER events_no_delete',
  'DROP FUNCTION events_refuse_change CASCADE',
]
