import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publish, jobSlots, openDatabase, type Database } from '@instagram-dashboard/db'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { createSubscriptions } from '../src/streams/subscriptions.ts'
import { startCluster } from './start-cluster.ts'

const cluster = startCluster()
afterAll(() => cluster?.stop())

const run = (id: string) => ({ topic: 'sync_run', id }) as const
const nobody = () => new AbortController().signal

async function open(url: string): Promise<Database> {
  const db = await openDatabase(url)
  onTestFinished(() => db.close())
  return db
}

function makeFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return `file:${join(folder, 'test.db')}`
}

/** Sleeps until told, so that no poll can be what woke somebody. */
function makeStoppedClock() {
  const wakings: (() => void)[] = []
  return {
    now: () => new Date('2026-11-16T18:00:00Z'),
    sleep: () => new Promise<void>((resolve) => void wakings.push(resolve)),
    wake: () => wakings.splice(0).forEach((wake) => wake()),
  }
}

describe('whoever waits for a row', () => {
  test('is woken by an announcement about it, also by one that came before it waited, and by no other', async () => {
    const db = await open(makeFile())
    const subscriptions = createSubscriptions({ db, clock: makeStoppedClock() })
    using mine = subscriptions.subscribe(run('mine'))
    using other = subscriptions.subscribe(run('other'))
    await publish(db, run('mine'))

    await mine.next(nobody())
    const ended = new AbortController()
    const waiting = other.next(ended.signal).then(() => 'woken')
    expect(await Promise.race([waiting, publish(db, run('mine')).then(() => 'still waiting')])).toBe('still waiting')
    ended.abort()
    await waiting
  })

  test('is woken on SQLite by what another process wrote, with one look for all of two hundred', async () => {
    const url = makeFile()
    const [db, elsewhere] = [await open(url), await open(url)]
    let looks = 0
    const wasWrittenElsewhere = () => {
      looks += 1
      return db.wasWrittenElsewhere()
    }
    const clock = makeStoppedClock()
    const subscriptions = createSubscriptions({ db: { ...db, wasWrittenElsewhere }, clock })
    const lines = Array.from({ length: 200 }, (_, index) => subscriptions.subscribe(run(String(index))))
    const woken = Promise.all(lines.map((line) => line.next(nobody())))
    const at = clock.now()
    await jobSlots.claim(elsewhere, {
      job: 'any',
      dueAt: at,
      owner: 'x',
      deadOwner: null,
      now: at,
      leaseUntil: at,
      latestLease: at,
    })
    clock.wake()

    await woken
    expect(looks).toBe(1)
    for (const line of lines) line[Symbol.dispose]()
  })
})

describe.skipIf(cluster === undefined)('whoever waits for a row on a PostgreSQL server', () => {
  test('is woken by an announcement of another process, without asking the database', async () => {
    const url = (await cluster?.createDatabase()) ?? ''
    const [db, elsewhere] = [await open(url), await open(url)]
    const subscriptions = createSubscriptions({ db, clock: makeStoppedClock() })
    using line = subscriptions.subscribe(run('far'))
    // The line that is there at last says that something may have been missed.
    await line.next(nobody())
    const woken = line.next(nobody())
    await elsewhere.transaction((tx) => publish(tx, run('far')))
    await woken
  })
})
