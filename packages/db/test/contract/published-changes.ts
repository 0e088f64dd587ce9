import { expect } from 'vitest'
import {
  accounts,
  afterCommit,
  publish,
  notifications,
  syncRuns,
  type PublishedChange,
  type Database,
} from '../../src/index.ts'
import type { Engine } from '../engine.ts'
import { account, run } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

async function listenTo(db: Database) {
  const heard: PublishedChange[] = []
  let missed = 0
  const end = await db.subscribe({ hear: (one) => void heard.push(one), missed: () => void (missed += 1) })
  return { heard, missed: () => missed, end }
}

const about = (id: string) => ({ topic: 'sync_run', id }) as const

export function describePublishedChanges(test: ContractTest, engine: Engine): void {
  test('what is announced is heard by every listener, with ids that hold any sign', async ({ db }) => {
    const [one, other] = [await listenTo(db), await listenTo(db)]
    await publish(db, about("a:b'c"))
    await expect.poll(() => one.heard).toEqual([about("a:b'c")])
    await expect.poll(() => other.heard).toEqual(one.heard)
  })

  test('a transaction is heard of when it is committed, in order, and never when it is rolled back', async ({ db }) => {
    const { heard } = await listenTo(db)
    await db
      .transaction(async (tx) => {
        await publish(tx, about('lost'))
        throw new Error('rolled back')
      })
      .catch(() => undefined)
    await db.transaction(async (tx) => {
      await publish(tx, about('first'))
      await publish(tx, about('second'))
      if (engine.isSerial) expect(heard).toEqual([])
    })
    await expect.poll(() => heard).toEqual([about('first'), about('second')])
  })

  test('what waits for a commit is done after it, in order, and never when it is rolled back', async ({ db }) => {
    const done: string[] = []
    await db
      .transaction(async (tx) => {
        afterCommit(tx, () => done.push('lost'))
        throw new Error('rolled back')
      })
      .catch(() => undefined)
    await db.transaction(async (tx) => {
      await accounts.insert(tx, account('ana'))
      afterCommit(tx, () => done.push('first'))
      afterCommit(tx, () => done.push('second'))
      expect(done).toEqual([])
    })
    expect(done).toEqual(['first', 'second'])
    afterCommit(db, () => done.push('at once'))
    expect(done).toHaveLength(3)
  })

  test('whoever has stopped listening hears nothing', async ({ db }) => {
    const [gone, here] = [await listenTo(db), await listenTo(db)]
    gone.end()
    await publish(db, about('late'))
    await expect.poll(() => here.heard).toHaveLength(1)
    expect(gone.heard).toEqual([])
  })

  test('each change of a run is announced, and each new notification to its person', async ({ db }) => {
    const { heard } = await listenTo(db)
    await accounts.insert(db, account('ana'))
    await syncRuns.insert(db, run('run-1', 'ana'))
    await syncRuns.updateUnfinished(db, 'run-1', { phase: 'days', done: 1 })
    await syncRuns.updateUnfinished(db, 'no such run', { done: 2 })
    const notification: notifications.NewNotification = {
      userId: 'u-1',
      accountId: null,
      kind: 'first_connection',
      parameters: {},
      dedupeKey: 'once',
      eventSequence: 1,
      createdAt: new Date('2026-11-16T18:00:00Z'),
    }
    await notifications.insertOnce(db, notification)
    await notifications.insertOnce(db, notification)
    await publish(db, about('end'))
    await expect.poll(() => heard.at(-1)).toEqual(about('end'))
    expect(heard).toEqual([about('run-1'), { topic: 'person', id: 'u-1' }, about('end')])
  })
}
