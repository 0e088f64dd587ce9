import { EventEmitter, once } from 'node:events'
import { expect } from 'vitest'
import { accounts, events, isUniqueViolation, openDatabase, DatabaseOpenError, syncRuns } from '../../src/index.ts'
import type { Engine } from '../engine.ts'
import { account, event, many, run, tell } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const all = { after: 0, limit: 1000 }

export function describeDatabase(test: ContractTest, engine: Engine): void {
  test('says which engine it is, and answers', async ({ db }) => {
    expect(db.dialect).toBe(engine.dialect)
    await db.ping()
    await db.checkpoint()
  })

  test('what was written is there after it was closed and opened again', async ({ blank }) => {
    const first = await blank.open()
    const written = await accounts.insert(first, account('ana'))
    await first.close()

    const second = await blank.open()
    expect(await accounts.findById(second, 'ana')).toEqual(written)
    await second.close()
  })

  test('may be closed twice', async ({ blank }) => {
    const db = await blank.open()
    await Promise.all([db.close(), db.close()])
    await db.close()
  })

  test('a URL of another kind is refused without being repeated', async () => {
    const failure: unknown = await openDatabase('mysql://root:secret@host/db').catch((error: unknown) => error)

    expect(failure).toBeInstanceOf(DatabaseOpenError)
    expect(String(failure)).not.toContain('secret')
  })

  test('a transaction gives back what its work gave back, and others see it afterwards', async ({ db }) => {
    const id = await db.transaction(async (tx) => {
      await accounts.insert(tx, account('ana'))
      await syncRuns.insert(tx, run('run-1', 'ana'))
      return 'ana'
    })

    expect(id).toBe('ana')
    expect(await syncRuns.find(db, 'run-1')).toMatchObject({ accountId: 'ana' })
  })

  test('a transaction whose work fails leaves nothing, and the failure comes out as it was', async ({ db }) => {
    const failure = new Error('after three writes')
    const work = db.transaction(async (tx) => {
      await accounts.insert(tx, account('ana'))
      await syncRuns.insert(tx, run('run-1', 'ana'))
      await tell(tx, event('account.synced'))
      throw failure
    })

    await expect(work).rejects.toBe(failure)
    expect(await accounts.findById(db, 'ana')).toBeUndefined()
    expect(await syncRuns.find(db, 'run-1')).toBeUndefined()
    expect(await events.listAfter(db, all)).toEqual([])
  })

  test('a transaction that a statement refuses leaves nothing', async ({ db }) => {
    await accounts.insert(db, account('ana', { instagramUserId: 'shop' }))
    const work = db.transaction(async (tx) => {
      await tell(tx, event('connection.completed'))
      await accounts.insert(tx, account('bia', { instagramUserId: 'shop' }))
    })

    expect(isUniqueViolation(await work.catch((error: unknown) => error))).toBe(true)
    expect(await events.listAfter(db, all)).toEqual([])
  })

  test('a transaction inside a transaction is refused, and the outer one leaves nothing', async ({ db }) => {
    const work = db.transaction(async (tx) => {
      await accounts.insert(tx, account('ana'))
      await db.transaction(async (inner) => accounts.insert(inner, account('bia')))
    })

    await expect(work).rejects.toThrow('A transaction inside a transaction')
    expect(await accounts.findById(db, 'ana')).toBeUndefined()
  })

  test('the database itself, used inside its transaction, is refused', async ({ db }) => {
    const work = db.transaction(async (tx) => {
      await accounts.insert(tx, account('ana'))
      await accounts.findById(db, 'ana')
    })

    // Where Drizzle runs the statement, it wraps what went wrong.
    const refusal = await work.catch((error: Error) => error.cause ?? error)
    expect(refusal).toEqual(new Error('The database was used inside a transaction: use its handle'))
    expect(await accounts.findById(db, 'ana')).toBeUndefined()
  })

  test('the handle of a transaction is refused after its end', async ({ db }) => {
    const leaked = await db.transaction(async (tx) => ({ tx }))

    const late = accounts.insert(leaked.tx, account('ana'))
    await expect(late).rejects.toMatchObject({ cause: new Error('The transaction has ended: its handle is void') })
    expect(await accounts.findById(db, 'ana')).toBeUndefined()
  })

  test('work that a transaction started may use the database once that has ended', async ({ db }) => {
    const outcome = new EventEmitter()
    const { later } = await db.transaction(async (tx) => {
      await accounts.insert(tx, account('ana'))
      return { later: once(outcome, 'end').then(() => db.transaction((another) => accounts.findById(another, 'ana'))) }
    })
    outcome.emit('end')

    expect(await later).toMatchObject({ id: 'ana' })
  })

  test('of twenty transactions at once each is kept whole or not at all', async ({ db }) => {
    const outcomes = await Promise.allSettled(
      many(20, (index) =>
        db.transaction(async (tx) => {
          await accounts.insert(tx, account(`a${index}`))
          await syncRuns.insert(tx, run(`run-${index}`, `a${index}`))
          await tell(tx, event('account.synced', { data: { index } }))
          if (index % 2 === 1) throw new Error('odd')
        }),
      ),
    )

    const isThere = (index: number) => index % 2 === 0
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(many(20, isThere))
    const stored = await Promise.all(many(20, (index) => accounts.findById(db, `a${index}`)))
    expect(stored.map((row) => row !== undefined)).toEqual(many(20, isThere))
    const runs = await Promise.all(many(20, (index) => syncRuns.find(db, `run-${index}`)))
    expect(runs.map((row) => row !== undefined)).toEqual(many(20, isThere))
    const told = (await events.listAfter(db, all)).map(({ data }) => Number(data['index']))
    expect(told.sort((a, b) => a - b)).toEqual(many(10, (index) => index * 2))
  })

  if (engine.isSerial) {
    test('twenty transactions at once run one after another', async ({ db }) => {
      await accounts.insert(db, account('ana', { followersCount: 0 }))
      await Promise.all(
        many(20, (index) =>
          db.transaction(async (tx) => {
            await tell(tx, event('account.synced', { data: { index } }))
            const row = await accounts.findById(tx, 'ana')
            await accounts.updateAndEndLease(tx, 'ana', { followersCount: (row?.followersCount ?? 0) + 1 })
            await tell(tx, event('account.synced', { data: { index } }))
          }),
        ),
      )

      expect(await accounts.findById(db, 'ana')).toMatchObject({ followersCount: 20 })
      const told = (await events.listAfter(db, all)).map(({ data }) => data['index'])
      expect(told).toEqual(many(40, (position) => told[position - (position % 2)]))
    })
  }

  test('a statement outside a transaction is not rolled back with it', async ({ db }) => {
    const failing = db.transaction(async (tx) => {
      await accounts.insert(tx, account('inside'))
      throw new Error('rolled back')
    })
    const outside = accounts.insert(db, account('outside'))

    await expect(failing).rejects.toThrow('rolled back')
    await outside
    expect(await accounts.findById(db, 'inside')).toBeUndefined()
    expect(await accounts.findById(db, 'outside')).toBeDefined()
  })

  test('only unique violations are recognised as such', () => {
    const wrapped = new Error('Failed query', { cause: Object.assign(new Error('duplicate key'), { code: '23505' }) })
    expect(isUniqueViolation(wrapped)).toBe(true)
    for (const other of [null, undefined, 'SQLITE_CONSTRAINT_UNIQUE', new Error('UNIQUE'), { code: '23503' }]) {
      expect(isUniqueViolation(other)).toBe(false)
    }
  })
}
