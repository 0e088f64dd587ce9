import { expect } from 'vitest'
import { accounts, isUniqueViolation, syncRuns } from '../../src/index.ts'
import { account, at, many, run } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

export function describeSyncRuns(test: ContractTest): void {
  test('a new run has done nothing yet', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const inserted = await syncRuns.insert(db, run('run-1', 'ana', { trigger: 'first_connection', status: 'queued' }))

    expect(inserted).toEqual({
      ...run('run-1', 'ana', { trigger: 'first_connection', status: 'queued' }),
      done: 0,
      total: 0,
      finishedAt: null,
      apiCalls: 0,
      daysWritten: 0,
      followersChange: null,
      errorCode: null,
      errorReason: null,
      errorAt: null,
      instagramCode: null,
      instagramSubcode: null,
      instagramTraceId: null,
      instagramStatus: null,
      instagramEndpoint: null,
      instagramWords: null,
    })
    expect(await syncRuns.find(db, 'run-1')).toEqual(inserted)
    expect(await syncRuns.find(db, 'run-2')).toBeUndefined()
  })

  test('a run of an unknown account is refused', async ({ db }) => {
    await expect(syncRuns.insert(db, run('run-1', 'nobody'))).rejects.toThrow()
  })

  test('the id of a run is used once', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await syncRuns.insert(db, run('run-1', 'ana'))
    const failure: unknown = await syncRuns.insert(db, run('run-1', 'ana')).catch((error: unknown) => error)

    expect(isUniqueViolation(failure)).toBe(true)
  })

  test('an unfinished run changes, an ended one does not', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await syncRuns.insert(db, run('run-1', 'ana', { status: 'queued' }))

    expect(
      await syncRuns.updateUnfinished(db, 'run-1', { status: 'running', phase: 'days', done: 3, total: 28 }),
    ).toMatchObject({
      status: 'running',
      phase: 'days',
      done: 3,
      total: 28,
    })
    const ended = {
      status: 'succeeded',
      finishedAt: at(9),
      followersChange: -2,
      apiCalls: 31,
      daysWritten: 28,
    } as const
    expect(await syncRuns.updateUnfinished(db, 'run-1', ended)).toMatchObject(ended)
    expect(await syncRuns.updateUnfinished(db, 'run-1', { status: 'failed', errorCode: 'LATE' })).toBeUndefined()
    expect(await syncRuns.find(db, 'run-1')).toMatchObject({ ...ended, errorCode: null })
  })

  test('of twenty that end a run at once one does', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await syncRuns.insert(db, run('run-1', 'ana'))
    const ended = await Promise.all(
      many(20, (index) => syncRuns.updateUnfinished(db, 'run-1', { status: 'failed', errorCode: `${index}` })),
    )

    const winners = ended.filter((row) => row !== undefined)
    expect(winners).toHaveLength(1)
    expect(await syncRuns.find(db, 'run-1')).toEqual(winners[0])
  })

  test('unfinished runs of an account are listed newest first', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.insert(db, account('bia'))
    await syncRuns.insert(db, run('old', 'ana', { startedAt: at(1) }))
    await syncRuns.insert(db, run('new', 'ana', { startedAt: at(2), status: 'queued' }))
    await syncRuns.insert(db, run('ended', 'ana', { startedAt: at(3), status: 'partial' }))
    await syncRuns.insert(db, run('hers', 'bia', { startedAt: at(4) }))

    expect((await syncRuns.listUnfinished(db, 'ana')).map(({ id }) => id)).toEqual(['new', 'old'])
  })

  test('accounts with an unfinished run are named once each, page by page', async ({ db }) => {
    for (const id of ['ana', 'bia', 'caio']) await accounts.insert(db, account(id))
    await syncRuns.insert(db, run('1', 'ana'))
    await syncRuns.insert(db, run('2', 'ana', { status: 'queued' }))
    await syncRuns.insert(db, run('3', 'bia'))
    await syncRuns.insert(db, run('4', 'caio', { status: 'succeeded' }))

    const page = (after: string, limit: number) => syncRuns.listAccountsWithUnfinished(db, { after, limit })
    expect(await page('', 10)).toEqual(['ana', 'bia'])
    expect(await page('', 1)).toEqual(['ana'])
    expect(await page('ana', 1)).toEqual(['bia'])
  })

  test('pages go from the newest to the oldest and miss none of the same instant', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.insert(db, account('bia'))
    for (const [id, second] of [
      ['a', 1],
      ['b', 2],
      ['c', 2],
      ['d', 2],
      ['e', 2.001],
      ['f', 9],
    ] as const) {
      await syncRuns.insert(db, run(id, 'ana', { startedAt: at(second) }))
    }
    await syncRuns.insert(db, run('hers', 'bia', { startedAt: at(2) }))

    const seen: string[] = []
    let after: { startedAt: Date; id: string } | null = null
    for (;;) {
      const page: syncRuns.SyncRunRow[] = await syncRuns.listPage(db, 'ana', { after, limit: 2 })
      after = page.at(-1) ?? null
      if (after === null) break
      seen.push(page.map(({ id }) => id).join(''))
    }
    expect(seen).toEqual(['fe', 'dc', 'ba'])
  })

  test('a run that starts while pages are read moves nothing', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      await syncRuns.insert(db, run(id, 'ana', { startedAt: at(index) }))
    }
    const [newest] = await syncRuns.listPage(db, 'ana', { after: null, limit: 1 })
    await syncRuns.insert(db, run('late', 'ana', { startedAt: at(50) }))

    const rest = await syncRuns.listPage(db, 'ana', { after: newest ?? null, limit: 10 })
    expect(rest.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  test('an operator finds runs of everybody by what became of them, page by page', async ({ db }) => {
    for (const id of ['ana', 'bia']) await accounts.insert(db, account(id))
    const ended: [id: string, account: string, second: number, changes: syncRuns.SyncRunChanges][] = [
      ['a', 'ana', 1, { status: 'failed', errorCode: 'RECONNECT_REQUIRED', instagramCode: 190, instagramSubcode: 460 }],
      ['b', 'bia', 2, { status: 'failed', errorCode: 'RECONNECT_REQUIRED', instagramCode: 190, instagramSubcode: 463 }],
      ['c', 'bia', 2, { status: 'partial', errorCode: 'INSTAGRAM_UNAVAILABLE', instagramCode: 2 }],
      ['d', 'ana', 3, { status: 'succeeded' }],
    ]
    for (const [id, owner, second, changes] of ended) {
      await syncRuns.insert(db, run(id, owner, { startedAt: at(second) }))
      await syncRuns.updateUnfinished(db, id, { ...changes, finishedAt: at(second) })
    }
    await syncRuns.insert(db, run('e', 'ana', { startedAt: at(4), trigger: 'scheduled' }))
    const found = async (filter: syncRuns.RunFilter) => {
      const seen: string[] = []
      for (let after: { startedAt: Date; id: string } | null = null; ;) {
        const page: syncRuns.SyncRunRow[] = await syncRuns.listForAdmin(db, filter, { after, limit: 2 })
        seen.push(...page.map(({ id }) => id))
        after = page.at(-1) ?? null
        if (page.length < 2) return seen.join('')
      }
    }
    expect(await found({})).toBe('edcba')
    expect(await found({ accountId: 'bia' })).toBe('cb')
    expect(await found({ status: 'failed' })).toBe('ba')
    expect(await found({ status: 'running' })).toBe('e')
    expect(await found({ trigger: 'scheduled' })).toBe('e')
    expect(await found({ errorCode: 'RECONNECT_REQUIRED', accountId: 'ana' })).toBe('a')
    expect(await found({ instagramCode: 190 })).toBe('ba')
    expect(await found({ instagramCode: 190, instagramSubcode: 463 })).toBe('b')
  })
}
