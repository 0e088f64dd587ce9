import { expect } from 'vitest'
import { events } from '../../src/index.ts'
import { at, event, many, tell } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const all = { after: 0, limit: 1000 }

/** In the words of either engine: the other one's fail and do no harm. */
const attacks: [string, string[]][] = [
  ['dropped', ['DROP TRIGGER events_no_update', 'DROP TRIGGER events_no_change ON events']],
  [
    'replaced by one that lets all pass',
    [
      'DROP TRIGGER events_no_update',
      "CREATE TRIGGER events_no_update BEFORE UPDATE ON events WHEN 1 = 0 BEGIN SELECT RAISE(ABORT, 'never'); END",
      'CREATE OR REPLACE FUNCTION events_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
    ],
  ],
  ['switched off', ['ALTER TABLE events DISABLE TRIGGER events_no_change', 'DROP TRIGGER events_no_update']],
]

export function describeEvents(test: ContractTest): void {
  test('an event comes back as it was appended', async ({ db }) => {
    const told = event('connection.completed', {
      accountId: 'ana',
      requestId: 'request-1',
      data: { instagramUserId: '17841400000000000001', nested: { list: [1, null, 'á'] }, isFirst: true },
      createdAt: at(0.999),
    })
    const appended = await tell(db, told)

    expect(appended).toEqual({ ...told, sequence: 1, mac: 'mac-1' })
    expect(await events.listAfter(db, all)).toEqual([appended])
  })

  test('sequence numbers grow, and reading goes on after the last one seen', async ({ db }) => {
    for (const type of ['a', 'b', 'c', 'd', 'e']) await tell(db, event(type))

    const seen: string[] = []
    let after = 0
    for (;;) {
      const page = await events.listAfter(db, { after, limit: 2 })
      if (page.length === 0) break
      expect(page.length).toBeLessThanOrEqual(2)
      for (const { sequence, type } of page) {
        expect(sequence).toBeGreaterThan(after)
        after = sequence
        seen.push(type)
      }
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('of twenty events at once each has a number of its own', async ({ db }) => {
    const appended = await Promise.all(many(20, (index) => db.transaction((tx) => tell(tx, event(`type-${index}`)))))

    expect(new Set(appended.map(({ sequence }) => sequence)).size).toBe(20)
    expect(await events.listAfter(db, all)).toHaveLength(20)
  })

  test('an event refuses to be changed', async ({ db, place }) => {
    await tell(db, event('account.disconnected'))

    await expect(place.run("UPDATE events SET type = 'nothing.happened'")).rejects.toThrow('append-only')
    expect(await events.listAfter(db, all)).toMatchObject([{ type: 'account.disconnected' }])
  })

  test.for(attacks)('a trigger that was %s is found missing, and made anew', async ([, statements], { db, place }) => {
    await tell(db, event('account.disconnected'))
    expect(await db.missingGuards()).toEqual([])
    for (const statement of statements) await place.run(statement).catch(() => undefined)
    const missing = await db.missingGuards()
    expect(missing.join()).toMatch(/events_no_(update|change)/)

    expect(await db.restoreGuards()).toEqual(missing)
    expect([await db.missingGuards(), await db.restoreGuards()]).toEqual([[], []])
    await expect(place.run("UPDATE events SET type = 'nothing.happened'")).rejects.toThrow('append-only')
  })

  test('an event refuses to be deleted', async ({ db, place }) => {
    await tell(db, event('account.disconnected'))

    await expect(place.run('DELETE FROM events')).rejects.toThrow('append-only')
    expect(await events.listAfter(db, all)).toHaveLength(1)
  })

  test('an event refuses to be replaced', async ({ db, place }) => {
    await tell(db, event('account.disconnected'))
    const columns = 'sequence, type, actor_kind, data, created_at, mac'
    const forged = `INTO events (${columns}) SELECT ${columns.replace('type', "'forged'")} FROM events WHERE true`

    const update = `INSERT ${forged} ON CONFLICT (sequence) DO UPDATE SET type = 'forged'`
    await expect(place.run(update)).rejects.toThrow('append-only')
    // Only SQLite knows the word.
    await expect(place.run(`INSERT OR REPLACE ${forged}`)).rejects.toThrow()
    expect(await events.listAfter(db, all)).toMatchObject([{ type: 'account.disconnected' }])
  })

  test('whether somebody ever connected is asked for each person apart', async ({ db }) => {
    await tell(db, event('connection.completed', { personRef: 'ref-ana' }))
    await tell(db, event('account.synced', { personRef: 'ref-bia' }))

    expect(await events.hasConnected(db, 'ref-ana')).toBe(true)
    expect(await events.hasConnected(db, 'ref-bia')).toBe(false)
  })

  test('an event of a rolled back transaction never happened', async ({ db }) => {
    const work = db.transaction(async (tx) => {
      await tell(tx, event('connection.completed'))
      expect(await events.hasConnected(tx, 'ref-ana')).toBe(true)
      throw new Error('too late')
    })

    await expect(work).rejects.toThrow('too late')
    expect(await events.hasConnected(db, 'ref-ana')).toBe(false)
  })
}
