import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { type Database, accountLists, accounts, events, oauthStates } from '../src/index.ts'
import { account, many, state } from './rows.ts'
import { makeSqlitePlace } from './sqlite-place.ts'
import { nextMessage, startProcess } from './start-process.ts'

const holdMs = 1000

describe('processes that share a SQLite file', () => {
  test('migrate once and take each of 500 states once', async () => {
    const place = makeSqlitePlace()
    const names = ['one', 'two']
    const children = names.map((name) => startProcess('claim-states.ts', [place.url, name, '500']))
    await Promise.all(children.map(nextMessage))

    const opened = children.map(nextMessage)
    for (const child of children) child.send('open')
    const applied = (await Promise.all(opened)).flatMap((message) => message['applied'] as string[])
    expect(applied).toEqual([
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
    ])

    const db = await place.open()
    await db.transaction(async (tx) => {
      for (const index of Array(500).keys()) await oauthStates.insert(tx, state(`state-${index}`))
    })
    const finished = children.map(nextMessage)
    for (const child of children) child.send('claim')
    const won = (await Promise.all(finished)).map((message) => message['won'] as string[])

    expect(won.flat().sort()).toEqual(many(500, (index) => `state-${index}`).sort())
    for (const [index, name] of names.entries()) {
      for (const stateHash of won[index] ?? []) {
        expect(await oauthStates.find(db, stateHash)).toMatchObject({ leaseOwner: name, leaseFence: 1 })
      }
    }
    await db.close()
  })

  test('read and write in one transaction without losing what the other wrote', async () => {
    const place = makeSqlitePlace()
    const [one, two] = [await place.open(), await place.open()]
    await accounts.insert(one, account('ana', { followersCount: 0 }))
    const countOne = (db: Database) =>
      db.transaction(async (tx) => {
        const row = await accounts.findById(tx, 'ana')
        await accounts.updateAndEndLease(tx, 'ana', { followersCount: (row?.followersCount ?? 0) + 1 })
      })
    await Promise.all(many(40, (index) => countOne(index % 2 === 0 ? one : two)))

    for (const db of [one, two]) {
      expect(await accounts.findById(db, 'ana')).toMatchObject({ followersCount: 40 })
      await db.close()
    }
  })

  test('wait for each other without stopping the event loop', async () => {
    const place = makeSqlitePlace()
    const db = await place.open()
    const holder = startProcess('hold-lock.ts', [place.path])
    await nextMessage(holder)

    let isWritten = false
    const write = accounts.insert(db, account('ana')).then(() => (isWritten = true))
    const held = performance.now()
    let turns = 0
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        turns += 1
        if (performance.now() - held < holdMs) return
        clearInterval(timer)
        resolve()
      }, 10)
    })
    expect(isWritten).toBe(false)
    // One turn in 150 ms on average; a write that waits inside SQLite lets the loop turn once or twice in all.
    expect(turns).toBeGreaterThanOrEqual(holdMs / 150)

    holder.send('let go')
    await write
    expect(await accounts.findById(db, 'ana')).toBeDefined()
    await db.close()
  })

  test('lose no acknowledged row and tear no transaction when they are killed while writing', async () => {
    const place = makeSqlitePlace()
    const acknowledged: string[] = []
    const killAfter = { one: 20, two: 35 }
    await Promise.all(
      Object.entries(killAfter).map(async ([name, count]) => {
        const writer = startProcess('write-until-killed.ts', [place.url, name])
        let output = ''
        writer.stdout?.setEncoding('utf8').on('data', (text: string) => {
          output += text
          if (output.split('\n').length > count) writer.kill('SIGKILL')
        })
        const [code, signal] = (await once(writer, 'close')) as [number | null, string | null]
        expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' })
        acknowledged.push(...output.split('\n').slice(0, -1))
      }),
    )
    expect(acknowledged.length).toBeGreaterThanOrEqual(55)

    const db = await place.open()
    const told = (await events.listAfter(db, { after: 0, limit: 100_000 })).map(({ accountId }) => accountId)
    const stored = await accountLists.listActive(db, { after: '', limit: 100_000, neverSynced: true })
    expect(stored.map(({ id }) => id).filter((id) => !told.includes(id))).toEqual([])
    expect(told).toHaveLength(stored.length)
    expect(acknowledged.filter((id) => !told.includes(id))).toEqual([])
    expect(told.length - acknowledged.length).toBeLessThanOrEqual(2)
    expect(await place.run('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    await db.close()
  })
})
