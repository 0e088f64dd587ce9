import { describe, expect, onTestFinished, test } from 'vitest'
import { accounts, events, openDatabase } from '../src/index.ts'
import { connectSqlite } from './connect-sqlite.ts'
import { account } from './rows.ts'
import { makeSqlitePlace } from './sqlite-place.ts'

async function openWithAna(url: string) {
  const db = await openDatabase(url)
  onTestFinished(() => db.close())
  await accounts.insert(db, account('ana'))
  return db
}

/** A transaction that stands in the middle of its work. */
async function openTransaction(db: Awaited<ReturnType<typeof openWithAna>>) {
  const begun = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const work = db.transaction(async (tx) => {
    await accounts.insert(tx, account('bia'))
    begun.resolve()
    await goOn.promise
  })
  await begun.promise
  return {
    commit: () => {
      goOn.resolve()
      return work
    },
  }
}

describe('while somebody else holds the write lock of the file', () => {
  test('everything is read, and a write of ours waits for them alone', async () => {
    const { path, url } = makeSqlitePlace()
    const db = await openWithAna(url)
    using other = connectSqlite(path)
    other.raw.exec('BEGIN IMMEDIATE')
    const write = accounts.insert(db, account('bia'))

    expect(await accounts.findById(db, 'ana')).toBeDefined()
    expect(await events.listAfter(db, { after: 0, limit: 10 })).toEqual([])
    await db.ping()
    expect(await db.describe()).toMatchObject({ engine: 'sqlite' })
    expect(await db.wasWrittenElsewhere()).toBe(false)
    expect(await accounts.findById(db, 'bia')).toBeUndefined()

    other.raw.exec('COMMIT')
    await write
    expect(await accounts.findById(db, 'bia')).toBeDefined()
  })
})

describe('while a transaction of ours is open', () => {
  test('others read what was committed, and at its end what it wrote', async () => {
    const db = await openWithAna(makeSqlitePlace().url)
    const transaction = await openTransaction(db)

    expect(await accounts.findById(db, 'ana')).toBeDefined()
    expect(await accounts.findById(db, 'bia')).toBeUndefined()
    await db.ping()
    await transaction.commit()
    expect(await accounts.findById(db, 'bia')).toBeDefined()
  })

  test('in memory they wait for its end', async () => {
    const db = await openWithAna('file::memory:')
    const transaction = await openTransaction(db)
    const read = accounts.findById(db, 'bia')
    await transaction.commit()
    expect(await read).toBeDefined()
  })
})

test('the end of the database waits for what was asked before it', async () => {
  const db = await openWithAna(makeSqlitePlace().url)
  const reads = Array.from({ length: 200 }, () => accounts.findById(db, 'ana'))
  await db.close()
  expect((await Promise.all(reads)).every((row) => row !== undefined)).toBe(true)
})
