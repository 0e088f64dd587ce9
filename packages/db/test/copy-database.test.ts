import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { accounts, connectionAttempts, copyDatabase, installation, openDatabase } from '../src/index.ts'
import { freshDatabase, tamper, testEngine } from './fresh-database.ts'
import { runOnServer } from './postgres-server.ts'
import { account, at, attempt, event, many, tell } from './rows.ts'
import { makeSqlitePlace } from './sqlite-place.ts'
import { startProcess } from './start-process.ts'

const rowsInAll = 1_200

/** A SQLite installation with accounts, events, and steps of the funnel whose last rows are gone again. */
async function makeSource(secret = 'sealed secret') {
  const place = makeSqlitePlace()
  const db = await place.open()
  await installation.create(db, { sealedSecret: secret, now: at(0) })
  await db.transaction(async (tx) => {
    for (let index = 0; index < rowsInAll; index += 1) await accounts.insert(tx, account(`a${index}`))
    for (let index = 0; index < 40; index += 1) {
      await tell(tx, event('account.synced', { data: { zebra: index, ant: [{ b: 1, a: null }], ç: '🦓' } }))
      await connectionAttempts.insert(tx, { ...attempt('flow', 'started'), durationSeconds: index })
    }
  })
  await db.close()
  await tamper(place.url, 'DELETE FROM connection_attempts WHERE id > 30')
  return place
}

const bytesOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

const freshTarget = () => freshDatabase('')
const countOf = async (url: string, table: string) =>
  Number((await runOnServer(url, `SELECT count(*) AS count FROM ${table}`))[0]?.['count'])

test('an installation arrives whole, its numbers go on where they were, and the source is left as it was', async () => {
  expect(testEngine).toBe('postgres')
  const source = await makeSource()
  const before = bytesOf(source.path)
  const target = await freshTarget()
  const seen: number[] = []
  const report = await copyDatabase({ from: source.path, to: target, onProgress: ({ done }) => void seen.push(done) })

  const rowsOf = Object.fromEntries(report.tables.map(({ table, rows }) => [table, rows]))
  expect(rowsOf).toMatchObject({ accounts: rowsInAll, events: 40, connection_attempts: 30, installation: 1 })
  expect(report.written).toBe(rowsInAll + 40 + 30 + 1)
  expect(seen.at(-1)).toBe(report.written)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(bytesOf(source.path)).toBe(before)
  // To look at it, SQLite makes the log beside it, and writes nothing into that.
  expect(statSync(`${source.path}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0)

  const db = await openDatabase(target)
  expect(await accounts.findById(db, 'a7')).toEqual(await readFrom(source, (old) => accounts.findById(old, 'a7')))
  await connectionAttempts.insert(db, attempt('later', 'started'))
  // 31 to 40 were given out before.
  expect((await connectionAttempts.listSteps(db, 'later')).map(({ id }) => id)).toEqual([41])
  await expect(runOnServer(target, 'DELETE FROM events')).rejects.toThrow('events are append-only')
  await db.close()
})

async function readFrom<Result>(
  source: Awaited<ReturnType<typeof makeSource>>,
  read: (db: Awaited<ReturnType<typeof source.open>>) => Promise<Result>,
): Promise<Result> {
  const db = await source.open()
  try {
    return await read(db)
  } finally {
    await db.close()
  }
}

test('killed at any place it goes on from there, and until it has ended nobody can start on the target', async () => {
  const source = await makeSource()
  const target = await freshTarget()
  for (const killAt of [500, 1_000]) {
    await once(startProcess('copy-database.ts', [source.path, target, String(killAt)]), 'exit')
    expect(await countOf(target, 'accounts')).toBeGreaterThanOrEqual(killAt)
    await expect(openDatabase(target)).rejects.toThrow('run migrate --from again until it ends')
  }

  const there = await countOf(target, 'accounts')
  const report = await copyDatabase({ from: source.path, to: target })
  expect(report.written).toBe(rowsInAll + 40 + 30 + 1 - there)
  expect(await countOf(target, 'accounts')).toBe(rowsInAll)
  await (await openDatabase(target)).close()
  // Once more proves it again and writes nothing.
  expect(await copyDatabase({ from: source.path, to: target })).toEqual({ ...report, written: 0 })
}, 180_000)

test('a target that is used, or belongs to another installation, is refused and left as it is', async () => {
  const [one, other] = [await makeSource('one'), await makeSource('other')]
  const used = await freshTarget()
  const db = await openDatabase(used)
  await installation.create(db, { sealedSecret: 'their own', now: at(0) })
  await db.close()
  await expect(copyDatabase({ from: one.path, to: used })).rejects.toMatchObject({
    reason: 'target_not_empty',
    table: 'installation',
  })
  expect(await countOf(used, 'accounts')).toBe(0)

  const begun = await freshTarget()
  await copyDatabase({ from: one.path, to: begun })
  await expect(copyDatabase({ from: other.path, to: begun })).rejects.toMatchObject({ reason: 'target_of_another' })
})

test('a row that is not from the source, or was changed on the way, is found', async () => {
  const source = await makeSource()
  const target = await freshTarget()
  await copyDatabase({ from: source.path, to: target })
  for (const change of [
    "UPDATE accounts SET username = 'b' WHERE id = 'a7'",
    "UPDATE accounts SET connected_at = connected_at + interval '1 ms' WHERE id = 'a8'",
    `UPDATE events SET data = '{"zebra":1}' WHERE sequence = 3`,
    "DELETE FROM accounts WHERE id = 'a9'",
  ]) {
    const [, table] = /(accounts|events)/.exec(change) ?? []
    await runOnServer(target, `CREATE TABLE kept AS SELECT * FROM ${table}`)
    await tamper(target, change)
    await expect(copyDatabase({ from: source.path, to: target })).rejects.toMatchObject({ reason: 'differs', table })
    await tamper(target, `DELETE FROM ${table}`, `INSERT INTO ${table} SELECT * FROM kept`, 'DROP TABLE kept')
  }
  expect(await copyDatabase({ from: source.path, to: target })).toMatchObject({ written: 0 })
})

test('a source where somebody works, that is missing, unused or of another version is refused', async () => {
  const target = await freshTarget()
  const refusal = (from: string) => copyDatabase({ from, to: target }).catch(({ reason }: { reason: string }) => reason)
  expect(await refusal('/nowhere/at-all.db')).toBe('source_missing')

  const unused = makeSqlitePlace()
  await (await unused.open()).close()
  expect(await refusal(unused.path)).toBe('source_empty')

  const busy = await makeSource()
  await tamper(busy.url, "UPDATE accounts SET lease_until = (unixepoch('now') + 60) * 1000 WHERE id = 'a1'")
  expect(await refusal(busy.path)).toBe('source_in_use')

  const old = await makeSource()
  await tamper(old.url, 'DELETE FROM schema_migrations WHERE number = (SELECT max(number) FROM schema_migrations)')
  expect(await refusal(old.path)).toBe('source_outdated')
  expect(await countOf(target, 'accounts')).toBe(0)
})

test('a source that is written to meanwhile is found, and so is text that PostgreSQL does not store', async () => {
  const source = await makeSource()
  const db = await source.open()
  let isWritten: Promise<unknown> | undefined
  const copying = copyDatabase({
    from: source.path,
    to: await freshTarget(),
    onProgress: () => void (isWritten ??= accounts.insert(db, account('late'))),
  })
  await expect(copying).rejects.toMatchObject({ reason: 'source_changed' })
  await isWritten
  await accounts.updateAndEndLease(db, 'late', { name: 'a\0b' })
  await db.close()
  await expect(copyDatabase({ from: source.path, to: await freshTarget() })).rejects.toMatchObject({
    reason: 'unstorable_text',
    table: 'accounts',
  })
})

test('two that copy at once do not get in each other’s way', async () => {
  const source = await makeSource()
  const target = await freshTarget()
  const outcomes = await Promise.allSettled(many(2, () => copyDatabase({ from: source.path, to: target })))
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
  for (const reason of refused) expect(reason).toMatchObject({ reason: 'target_in_use' })
  expect(refused.length).toBeLessThan(2)
  expect(await countOf(target, 'accounts')).toBe(rowsInAll)
})
