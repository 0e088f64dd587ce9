import { expect } from 'vitest'
import { accounts, refreshes } from '../../src/index.ts'
import { account, at, many, never } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const window: refreshes.DueWindow = {
  now: at(100),
  issuedBefore: at(90),
  expiresBefore: at(200),
  longUnrefreshedBefore: at(50),
  latestIssue: at(102),
  latestEnd: at(1_000),
  latestRetry: at(180),
}
const everything = { after: null, limit: 100 }
const claimOf = (id: string, owner: string) => ({ id, owner, deadOwner: null, leaseUntil: at(110), latestLease: never })

export function describeRefreshes(test: ContractTest): void {
  test('due is who is old enough and ends soon or was not refreshed for long; soonest end first', async ({ db }) => {
    const rows = {
      soon: { tokenIssuedAt: at(90), tokenExpiresAt: at(200) },
      sooner: { tokenIssuedAt: at(90), tokenExpiresAt: at(150) },
      long: { tokenIssuedAt: at(50), tokenExpiresAt: at(900) },
      young: { tokenIssuedAt: at(91), tokenExpiresAt: at(150) },
      fresh: { tokenIssuedAt: at(51), tokenExpiresAt: at(201) },
      ended: { tokenIssuedAt: at(1), tokenExpiresAt: at(100) },
      resting: { tokenIssuedAt: at(1), tokenExpiresAt: at(150), refreshRetryAt: at(101) },
      lost: { tokenIssuedAt: at(1), tokenExpiresAt: at(150), status: 'reconnect_required' as const },
    }
    for (const [id, row] of Object.entries(rows)) await accounts.insert(db, account(id, row))

    const due = await refreshes.listDue(db, window, everything)
    expect(due.map(({ id }) => id)).toEqual(['sooner', 'soon', 'long'])
    const first = await refreshes.listDue(db, window, { after: null, limit: 1 })
    const rest = await refreshes.listDue(db, window, { after: first[0] ?? null, limit: 100 })
    expect(rest.map(({ id }) => id)).toEqual(['soon', 'long'])
  })

  test('what a wrong clock wrote of a token makes it due, and holds nobody back', async ({ db }) => {
    const rows = {
      issued: { tokenIssuedAt: at(103), tokenExpiresAt: at(900) },
      ends: { tokenIssuedAt: at(90), tokenExpiresAt: at(1_001) },
      rests: { tokenIssuedAt: at(50), tokenExpiresAt: at(800), refreshRetryAt: at(181) },
      young: { tokenIssuedAt: at(102), tokenExpiresAt: at(1_000) },
    }
    for (const [id, row] of Object.entries(rows)) {
      await accounts.insert(db, account(id, row))
      await accounts.updateAndEndLease(db, id, {})
    }
    const due = await refreshes.listDue(db, window, everything)
    expect(due.map(({ id }) => id)).toEqual(['rests', 'issued', 'ends'])
    await refreshes.claim(db, window, { ...claimOf('ends', 'ahead'), leaseUntil: at(9_000) })
    expect(await refreshes.claim(db, window, { ...claimOf('ends', 'one'), latestLease: at(9_000) })).toBeUndefined()
    expect(await refreshes.claim(db, window, { ...claimOf('ends', 'one'), latestLease: at(8_999) })).toBeDefined()
  })

  test('who failed before comes last, so that nobody waits for a dead token', async ({ db }) => {
    const due = { tokenIssuedAt: at(50), tokenExpiresAt: at(150) }
    await accounts.insert(db, account('failed first', { ...due, tokenExpiresAt: at(101), refreshFailures: 3 }))
    await accounts.insert(db, account('failed later', { ...due, tokenExpiresAt: at(102), refreshFailures: 1 }))
    await accounts.insert(db, account('well', due))
    const order: string[] = []
    for (let after: refreshes.DueRefresh | null = null; ;) {
      const [next]: refreshes.DueRefresh[] = await refreshes.listDue(db, window, { after, limit: 1 })
      if (!next) break
      order.push(next.id)
      after = next
    }
    expect(order).toEqual(['well', 'failed first', 'failed later'])
  })

  test('of twenty claims one wins, and a sync keeps the account from being claimed', async ({ db }) => {
    await accounts.insert(db, account('ana', { tokenIssuedAt: at(50), tokenExpiresAt: at(900) }))
    const fences = await Promise.all(many(20, (index) => refreshes.claim(db, window, claimOf('ana', `owner ${index}`))))

    expect(fences.filter((fence) => fence !== undefined)).toHaveLength(1)
    expect(await refreshes.claim(db, { ...window, now: at(110) }, claimOf('ana', 'later'))).toMatchObject({
      fence: expect.any(Number),
    })
  })
}
