import { expect, test } from 'vitest'
import { failureCodes } from '../src/api/openapi-answers.ts'
import type { ProcedurePath } from '../src/api/procedure-list.ts'
import { restProcedures } from '../src/api/rest-routes.ts'
import { appRouter } from '../src/api/router.ts'
import { callProcedure, signIn } from './trpc-over-http.ts'
import { serveRouter, startBackend } from './start-backend.ts'

/** Ids of Ana's: everybody else is to be told that there is no such thing. */
interface Ids {
  accountId: string
  syncRunId: string
  ticketId: string
  goalId: string
  state: string
}

interface Row {
  input?: (ids: Ids) => unknown
  /** What Ana gets; she owns everything that the input names. */
  owner: string
  /** What Bruno gets, who has no account. */
  other: string
  /** What Carla gets, who is an admin and owns nothing. */
  admin: string
}

const account = ({ accountId }: Ids) => ({ accountId })
const named = { input: account, owner: 'ok', other: 'NOT_FOUND', admin: 'NOT_FOUND' }
const own = { owner: 'ok', other: 'ok', admin: 'ok' }
const forAdmins = { owner: 'FORBIDDEN', other: 'FORBIDDEN', admin: 'ok' }
const state = (ids: Ids) => ({ state: ids.state })

/** A procedure without a row does not compile. What ends things stands last. */
const matrix = {
  'instagram.connect.start': { ...named },
  'instagram.connect.texts': own,
  'instagram.connect.redirected': { ...own, input: state },
  'instagram.connect.attempt': { ...named, input: state },
  'instagram.connect.status': own,
  'instagram.connect.complete': {
    input: (ids) => ({ code: 'nonsense', state: `${ids.state}x` }),
    owner: 'STATE_INVALID',
    other: 'STATE_INVALID',
    admin: 'STATE_INVALID',
  },
  'instagram.connect.cancel': {
    input: (ids) => ({ error: 'access_denied', state: `${ids.state}x` }),
    owner: 'STATE_INVALID',
    other: 'STATE_INVALID',
    admin: 'STATE_INVALID',
  },
  'instagram.sync.run': { ...named, owner: 'SYNC_COOLDOWN' },
  'instagram.sync.start': { ...named, owner: 'SYNC_COOLDOWN' },
  'instagram.sync.progress': { ...named, input: ({ syncRunId }) => ({ syncRunId }) },
  'instagram.sync.history': named,
  'instagram.metrics.list': named,
  'instagram.metrics.summary': named,
  'instagram.metrics.timeline': {
    ...named,
    input: (ids) => ({ ...account(ids), metrics: ['reach'], interval: 'day' }),
  },
  'instagram.metrics.breakdown': {
    ...named,
    input: (ids) => ({ ...account(ids), metric: 'reach', by: 'contentType' }),
  },
  'instagram.metrics.gaps': named,
  'instagram.metrics.growth': named,
  'instagram.metrics.media': named,
  'instagram.metrics.stories': named,
  'instagram.metrics.mediaHistory': {
    ...named,
    input: (ids) => ({ ...account(ids), mediaId: '1' }),
    owner: 'NOT_FOUND',
  },
  'instagram.metrics.audience': named,
  'instagram.metrics.bestTimes': named,
  'instagram.metrics.explain': {
    ...named,
    input: (ids) => ({ ...account(ids), date: '2026-11-15', metric: 'reach' }),
  },
  'instagram.metrics.changes': named,
  'instagram.metrics.insights': named,
  'instagram.metrics.forecast': { ...named, input: (ids) => ({ ...account(ids), metric: 'reach' }) },
  'instagram.metrics.compare': { ...named, input: (ids) => ({ ...account(ids), of: 'periods' }) },
  'instagram.metrics.overview': own,
  'instagram.metrics.benchmark': named,
  'instagram.metrics.importFollowers': {
    ...named,
    input: (ids) => ({ ...account(ids), content: '2020-01-01,5', dryRun: true }),
  },
  'instagram.metrics.removeImportedFollowers': named,
  'instagram.metrics.export': { ...named, input: (ids) => ({ ...account(ids), format: 'csv' }) },
  'instagram.media.setTags': {
    ...named,
    input: (ids) => ({ ...account(ids), mediaId: '1', tags: ['a'] }),
    owner: 'NOT_FOUND',
  },
  'instagram.media.tags': named,
  'instagram.goals.list': named,
  'instagram.goals.create': {
    ...named,
    input: (ids) => ({ ...account(ids), metric: 'likes', amount: 1_000_000, by: '2026-12-31' }),
  },
  'instagram.goals.update': { ...named, input: ({ goalId }) => ({ id: goalId, amount: 2_000_000 }) },
  'instagram.goals.remove': { ...named, input: ({ goalId }) => ({ id: goalId }) },
  'instagram.notifications.list': own,
  'instagram.notifications.unreadCount': own,
  // Whose it is not, nothing is marked: see below.
  'instagram.notifications.markRead': { ...own, input: () => ({ ids: ['1'] }) },
  'instagram.notifications.markAllRead': own,
  'instagram.notifications.onNew': { ...own, input: () => ({ lastEventId: '0' }) },
  'instagram.achievements.list': own,
  'instagram.credits.balance': own,
  'instagram.support.context': own,
  'instagram.support.create': { ...own, input: () => ({ subject: 'a', message: 'b' }) },
  'instagram.support.list': own,
  'instagram.privacy.export': own,
  'instagram.privacy.benchmark': own,
  'instagram.privacy.setBenchmark': { ...own, input: () => ({ isOptedOut: true }) },
  'admin.health': forAdmins,
  'admin.doctor': forAdmins,
  'admin.funnel': forAdmins,
  'admin.changes': forAdmins,
  'admin.audit.list': forAdmins,
  'admin.audit.export': forAdmins,
  'admin.audit.verify': forAdmins,
  'admin.notifications.list': forAdmins,
  'admin.deliveries.list': forAdmins,
  'admin.deliveries.resend': { ...forAdmins, input: () => ({ ids: ['msg_none'] }) },
  'admin.jobs.list': forAdmins,
  'admin.jobs.retry': { ...forAdmins, input: () => ({ ids: ['00000000-0000-4000-8000-000000000000'] }) },
  'admin.achievements.list': { ...forAdmins, input: () => ({ userId: 'ana' }) },
  'admin.achievements.reverse': {
    ...forAdmins,
    admin: 'NOT_FOUND',
    input: () => ({ achievementId: 'none', why: 'a reason' }),
  },
  'admin.achievements.tryRule': {
    ...forAdmins,
    input: () => ({ measure: 'followers', target: 500, credits: 1 }),
  },
  'admin.runs': forAdmins,
  'admin.accounts.get': { ...forAdmins, input: account },
  'admin.accounts.list': forAdmins,
  'admin.accounts.refreshTokens': { ...forAdmins, input: ({ accountId }) => ({ accountIds: [accountId] }) },
  'admin.accounts.sync': { ...forAdmins, input: ({ accountId }) => ({ accountIds: [accountId] }) },
  'admin.support.list': forAdmins,
  'admin.support.answer': { ...forAdmins, input: ({ ticketId: id }) => ({ id, answer: 'c' }) },
  'admin.support.close': { ...forAdmins, input: ({ ticketId: id }) => ({ id }) },
  'admin.accounts.deactivate': { ...forAdmins, input: ({ accountId }) => ({ accountIds: [accountId] }) },
  'admin.accounts.reactivate': { ...forAdmins, input: ({ accountId }) => ({ accountIds: [accountId] }) },
  'instagram.connect.disconnect': named,
  'instagram.privacy.erase': own,
} as const satisfies Record<ProcedurePath, Row>

const rows: [string, Row][] = Object.entries(matrix)
const types = new Map(
  Object.entries(appRouter._def.procedures).map(([path, procedure]) => [
    path,
    (procedure as unknown as { _def: { type: 'query' | 'mutation' | 'subscription' } })._def.type,
  ]),
)
const typeOf = (path: string) => types.get(path) ?? 'query'

async function startWithAna() {
  const backend = await startBackend({
    connected: { ana: 'loja.da.ana' },
    dashboard: { syncCron: 'off', tokenRefreshCron: 'off', rateLimitPerMinute: 0 },
  })
  const own = await backend.accountOf('ana')
  const { instagram } = backend.as('ana')
  const [run] = (await instagram.sync.history({})).items
  const ticket = await instagram.support.create({ subject: 'a', message: 'b' })
  const goal = await instagram.goals.create({ metric: 'saves', amount: 1_000_000, by: '2026-12-31' })
  // So that everybody's stream of notices has something to tell.
  for (const stranger of ['bruno', 'carla']) {
    const { id } = await backend.as(stranger).instagram.support.create({ subject: 'a', message: 'b' })
    await backend.as('carla', 'admin').admin.support.answer({ id, answer: 'c' })
  }
  const { state: open } = await instagram.connect.start({})
  const ids: Ids = { accountId: own.id, syncRunId: run?.id ?? '', ticketId: ticket.id, goalId: goal.id, state: open }
  return { ...backend, ids, url: await serveRouter(backend.dashboard.router) }
}

test('every procedure has a row, and every row a procedure', () => {
  expect(Object.keys(matrix).toSorted()).toEqual([...types.keys()].toSorted())
})

test('what a procedure refuses with is among the failures that the OpenAPI document has of it', () => {
  const codes = new Map<string, string[]>(
    restProcedures.map((procedure) => [procedure.path, ['ok', ...failureCodes(procedure)]]),
  )
  for (const [path, { owner, other, admin }] of rows) {
    const unnamed = [owner, other, admin].filter((code) => !codes.get(path)?.includes(code))
    expect([path, unnamed]).toEqual([path, []])
  }
})

test('each procedure answers nobody, strangers and admins as its row says, and its owner last', async () => {
  const { url, ids } = await startWithAna()
  const [ana, bruno, carla] = [await signIn('ana'), await signIn('bruno'), await signIn('carla', { role: 'admin' })]
  for (const [path, { input, ...expected }] of rows) {
    const call = (token: string | null) => callProcedure(url, { path, type: typeOf(path), input: input?.(ids), token })
    const codes = {
      anonymous: (await call(null)).code,
      other: (await call(bruno)).code,
      // An admin's action may change what Ana sees, so she comes first there.
      ...(path.startsWith('admin.') ? { owner: (await call(ana)).code } : {}),
      admin: (await call(carla)).code,
    }
    const owner = path.startsWith('admin.') ? codes.owner : (await call(ana)).code
    expect([path, { ...codes, owner }]).toEqual([path, { anonymous: 'AUTH_REQUIRED', ...expected }])
  }
}, 60_000)

test('what is not yours and what is not there are told in the same words', async () => {
  const { url, ids } = await startWithAna()
  const token = await signIn('bruno')
  for (const [path, { input, other }] of rows) {
    if (other !== 'NOT_FOUND' || !input) continue
    const call = (given: Ids) => callProcedure(url, { path, type: typeOf(path), input: input(given), token })
    const nobodys = {
      accountId: 'none',
      syncRunId: 'none',
      ticketId: '999',
      goalId: 'none',
      state: 'none-of-anybody-at-all-00',
    }
    const [theirs, nothing] = [await call(ids), await call(nobodys)]
    expect([path, nothing.code, nothing.message]).toEqual([path, theirs.code, theirs.message])
  }
})

test('nobody becomes an admin by saying so anywhere but in their login', async () => {
  const { url } = await startWithAna()
  const token = await signIn('bruno', { roles: ['admin'], admin: true, Role: 'admin', role: ['admin'] })
  for (const [path, { input, other }] of rows) {
    if (other !== 'FORBIDDEN') continue
    const given = input?.({ accountId: 'x', syncRunId: 'x', ticketId: '1', goalId: 'x', state: 'x' }) ?? {}
    const smuggled = { ...(given as object), role: 'admin', identity: { role: 'admin' }, ctx: { role: 'admin' } }
    const headers = { 'x-role': 'admin', cookie: 'role=admin', 'x-user-role': 'admin', 'x-forwarded-user': 'carla' }
    const { code } = await callProcedure(url, { path, type: typeOf(path), input: smuggled, token, headers })
    expect([path, code]).toEqual([path, 'FORBIDDEN'])
    const raw = `{"json":{"__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}}}}`
    const polluting = await fetch(`${url}/trpc/${path}?input=${encodeURIComponent(raw)}&role=admin`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect([path, [403, 405].includes(polluting.status)]).toEqual([path, true])
  }
  expect(({} as { role?: unknown }).role).toBeUndefined()
})

test('a stranger who marks notices marks none', async () => {
  const { as } = await startWithAna()
  const { items } = await as('ana').instagram.notifications.list({})
  const ids = items.map(({ id }) => id)
  expect(await as('bruno').instagram.notifications.markRead({ ids })).toMatchObject({ marked: 0 })
  expect(await as('ana').instagram.notifications.unreadCount()).toMatchObject({ unreadCount: ids.length })
})
