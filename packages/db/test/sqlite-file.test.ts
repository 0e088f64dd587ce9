import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { accounts, dailyMetrics, openDatabase, syncRuns, type Database } from '../src/index.ts'
import { connectSqlite } from './connect-sqlite.ts'
import { account, at, day, run } from './rows.ts'
import { makeSqlitePlace, type SqlitePlace } from './sqlite-place.ts'

const canary = 'canary-4d1c9f'

function filesHolding(text: string, { path }: SqlitePlace): string[] {
  const files = [path, `${path}-wal`, `${path}-shm`]
  return files.filter((file) => statSync(file, { throwIfNoEntry: false }) && readFileSync(file).includes(text))
}

/** Of an erased account its id stays, so that whoever keeps a copy hears of it. */
const erasedId = 'erased-id'

/** An account whose every other text column, small or large, names the canary. */
async function insertCanary(place: SqlitePlace, db: Database): Promise<void> {
  const long = canary.repeat(2000)
  await accounts.insert(
    db,
    account(erasedId, {
      username: canary,
      userId: canary,
      instagramUserId: canary,
      name: canary,
      sealedToken: canary,
      profilePictureUrl: long,
    }),
  )
  await accounts.updateAndEndLease(db, erasedId, { name: `${canary} again`, profilePictureUrl: `${long}${long}` })
  await syncRuns.insert(db, run(`run-${canary}`, erasedId))
  await dailyMetrics.saveDays(db, [day(erasedId, '2026-11-15', { missing: { reach: canary } })])
  expect(filesHolding(canary, place)).not.toEqual([])
}

describe('the SQLite file', () => {
  test('is readable by its owner alone, and so are its folder and its log', async () => {
    const place = makeSqlitePlace()
    const db = await place.open()
    await accounts.insert(db, account('ana'))

    const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
    expect(modeOf(dirname(place.path))).toBe('700')
    expect([place.path, `${place.path}-wal`, `${place.path}-shm`].map(modeOf)).toEqual(['600', '600', '600'])
    await db.close()
  })

  test('that others could read is closed to them when it is opened', async () => {
    const place = makeSqlitePlace()
    await place.run('CREATE TABLE theirs (x)')
    expect(statSync(place.path).mode & 0o044).not.toBe(0)

    const db = await place.open()
    expect(statSync(place.path).mode & 0o777).toBe(0o600)
    await db.close()
  })

  test('has a write-ahead log while it is open and none afterwards', async () => {
    const place = makeSqlitePlace()
    const db = await place.open()

    expect(await place.run('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
    await db.close()
    expect(statSync(`${place.path}-wal`, { throwIfNoEntry: false })).toBeUndefined()
  })

  test('holds no byte of an erased account after a checkpoint', async () => {
    const place = makeSqlitePlace()
    const db = await place.open()
    await accounts.insert(db, account('ana'))
    await insertCanary(place, db)
    await db.checkpoint()
    await accounts.erase(db, erasedId, at(9))
    await db.checkpoint()

    expect(filesHolding(canary, place)).toEqual([])
    expect(await accounts.findById(db, 'ana')).toBeDefined()
    await db.close()
  })

  test('holds no byte of a forgotten token after a checkpoint', async () => {
    const place = makeSqlitePlace()
    const db = await place.open()
    await accounts.insert(db, account('ana', { sealedToken: canary }))
    await accounts.disconnect(db, 'ana', at(1))
    await db.checkpoint()

    expect(filesHolding(canary, place)).toEqual([])
    await db.close()
  })

  test('is rid of erased bytes as soon as the last reader of the log has ended', async () => {
    const place = makeSqlitePlace()
    const db = await place.open()
    await insertCanary(place, db)
    const reader = connectSqlite(place.path)
    reader.raw.exec('BEGIN')
    reader.raw.prepare('SELECT count(*) FROM accounts').get()
    await accounts.erase(db, erasedId, at(9))
    const checkpoint = db.checkpoint()
    setImmediate(() => reader[Symbol.dispose]())
    await checkpoint

    expect(filesHolding(canary, place)).toEqual([])
    await db.close()
  })

  test('knows once of each time that another connection wrote', async () => {
    const place = makeSqlitePlace()
    const db = await place.open()
    await accounts.insert(db, account('ana'))
    expect(await db.wasWrittenElsewhere()).toBe(false)

    await place.run("UPDATE accounts SET name = 'Ana'")
    expect(await db.wasWrittenElsewhere()).toBe(true)
    expect(await db.wasWrittenElsewhere()).toBe(false)
    await db.close()
  })

  test('that is no database is refused and left as it was', async () => {
    const place = makeSqlitePlace()
    await place.run('CREATE TABLE theirs (x)')
    const letter = 'Dear database, this is not one. '.repeat(200)
    writeFileSync(place.path, letter)

    await expect(openDatabase(place.url)).rejects.toThrow('file is not a database')
    expect(readFileSync(place.path, 'utf8')).toBe(letter)
  })
})
