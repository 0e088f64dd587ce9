import { expect } from 'vitest'
import { events, installation } from '../src/index.ts'
import { makeTest } from './contract/make-test.ts'
import { at, event, tell } from './rows.ts'
import { sqliteEngine } from './sqlite-place.ts'

const databaseTest = makeTest(sqliteEngine)

databaseTest('a long loop over reads of SQLite lets everybody else go on in between', async ({ db }) => {
  await db.transaction(async (tx) => {
    await installation.create(tx, { sealedSecret: 'sealed', now: at(0) })
    for (let index = 0; index < 200; index += 1) await tell(tx, event('sync.completed'))
  })
  let turns = 0
  let isOver = false
  const turn = () => {
    turns += 1
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  // Each is answered at once, and so the loop would go on at once.
  for (let page = 0; page < 1_000; page += 1) await events.listAfter(db, { after: 0, limit: 200 })
  isOver = true
  expect(turns).toBeGreaterThan(20)
})
