import { expect, test } from 'vitest'
import type { HostEvent } from '../src/events/host-events.ts'
import type { NotificationItem } from '../src/notifications/contract.ts'
import { startBackend, type Backend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const dayMs = 86_400_000
const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

const notificationsOf = async ({ as }: Backend, userId = 'ana') =>
  (await as(userId).instagram.notifications.list({ limit: 100 })).items
const ofKind = (items: readonly NotificationItem[], kind: NotificationItem['kind']) =>
  items.filter((item) => item.kind === kind)

/** What tRPC's `tracked` makes: the id and the item, with a type that says otherwise. */

const connected = () => startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })

testOnce('the first connection is told once, in the words of the reader', async () => {
  const backend = await connected()
  const { dashboard } = backend
  const [portuguese] = ofKind(await notificationsOf(backend), 'first_connection')
  const english = await dashboard.caller({ userId: 'ana', locale: 'en' }).instagram.notifications.list({ limit: 100 })

  expect(portuguese).toMatchObject({
    title: 'Instagram conectado',
    body: 'Pronto, @loja.da.ana conectado! Estamos trazendo o seu histórico.',
    action: 'none',
    readAt: null,
  })
  expect(ofKind(english.items, 'first_connection')).toMatchObject([{ title: 'Instagram connected' }])
  await backend.connect('ana', 'loja.da.ana')
  expect(ofKind(await notificationsOf(backend), 'first_connection')).toHaveLength(1)
})

test('reading is counted, and nobody reads for somebody else', async () => {
  const backend = await connected()
  const { notifications } = backend.as('ana').instagram
  const [first] = await notificationsOf(backend)
  const { unreadCount } = await notifications.unreadCount()

  expect(await backend.as('bruno').instagram.notifications.markRead({ ids: [first?.id ?? ''] })).toMatchObject({
    marked: 0,
  })
  expect(await notifications.markRead({ ids: [first?.id ?? ''] })).toEqual({
    success: true,
    marked: 1,
    unreadCount: unreadCount - 1,
  })
  expect(await notifications.markRead({ ids: [first?.id ?? ''] })).toMatchObject({ marked: 0 })
  expect(await notifications.markAllRead()).toMatchObject({ marked: unreadCount - 1, unreadCount: 0 })
  await expect(notifications.markRead({ ids: ['x'] })).rejects.toMatchObject({ code: 'VALIDATION' })
  await expect(notifications.list({ cursor: 'x' })).rejects.toMatchObject({ cause: { code: 'VALIDATION' } })
})

test('a sync that fails is told once with its reason, and closed by the next that succeeds', async () => {
  const backend = await connected()
  const { as, sandbox, clock } = backend
  const sync = async () => {
    clock.advance(20 * 60_000)
    return as('ana')
      .instagram.sync.run({})
      .catch(() => undefined)
  }
  sandbox.control.fault({ kind: 'status', status: 500, times: Infinity })
  await sync()
  clock.advance(dayMs)
  await sync()
  const open = ofKind(await notificationsOf(backend), 'sync_failed')
  sandbox.control.clearFaults()
  clock.advance(dayMs)
  await sync()

  expect(open).toMatchObject([
    {
      title: 'Não conseguimos atualizar @loja.da.ana',
      body: 'O Instagram não respondeu. Tente de novo em alguns minutos; seus dados estão guardados.',
      action: 'retry',
      resolvedAt: null,
    },
  ])
  expect(ofKind(await notificationsOf(backend), 'sync_failed')).toMatchObject([{ resolvedAt: expect.any(Date) }])
})

/** What open notices of syncs say each night, while the daily numbers fail like this. */
async function nightsWith(backend: Backend, nights: number, fault: object | null): Promise<string[][]> {
  const { sandbox, clock, dashboard } = backend
  const told: string[][] = []
  sandbox.control.clearFaults()
  if (fault) sandbox.control.fault({ times: Infinity, match: { path: 'me/insights' }, ...fault } as never)
  for (let night = 0; night < nights; night += 1) {
    clock.advance(dayMs)
    await dashboard.syncAccounts()
    const open = ofKind(await notificationsOf(backend), 'sync_failed').filter(({ resolvedAt }) => resolvedAt === null)
    told.push(open.map(({ action }) => action))
  }
  return told
}

testOnce.each([
  ['a permission that is gone', { kind: 'graph_error', code: 10 }, 'grant_permissions'],
  ['a restriction', { kind: 'graph_error', code: 25 }, 'retry'],
  ['a login that Instagram wants', { kind: 'graph_error', code: 190, subcode: 459 }, 'retry'],
])(
  '%s is told the first night that brings no numbers, and is open until they come again',
  async (_what, fault, action) => {
    const backend = await connected()
    expect(await nightsWith(backend, 5, fault)).toEqual(Array.from({ length: 5 }, () => [action]))
    expect(await nightsWith(backend, 1, null)).toEqual([[]])
    expect(ofKind(await notificationsOf(backend), 'sync_failed')).toHaveLength(1)

    expect(await nightsWith(backend, 2, fault)).toEqual([[action], [action]])
    expect(ofKind(await notificationsOf(backend), 'sync_failed')).toHaveLength(2)
  },
)

testOnce('what nobody can mend is told when it has lasted two nights', async () => {
  const backend = await connected()
  await nightsWith(backend, 1, null)
  expect(await nightsWith(backend, 3, { kind: 'status', status: 503 })).toEqual([[], ['retry'], ['retry']])
  expect(await nightsWith(backend, 1, null)).toEqual([[]])
  expect(await nightsWith(backend, 1, { kind: 'status', status: 503 })).toEqual([[]])
})

testOnce('the host can tell a full run from a hollow one, and why', async () => {
  const told: HostEvent[] = []
  const backend = await startBackend({ dashboard: { ...quiet, onEvent: async (event) => void told.push(event) } })
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  await nightsWith(backend, 1, null)
  await nightsWith(backend, 1, { kind: 'graph_error', code: 25 })
  // The background tells some of them at the same moment, so that they come in any order.
  await backend.dashboard.deliverEvents()
  const runs = () => told.flatMap((event) => (event.type === 'sync.completed' ? [event.data] : []))
  await expect.poll(() => runs().length).toBe(3)

  const hollow = runs().find(({ status }) => status === 'partial')
  const full = runs().filter((run) => run.runId !== hollow?.runId)
  expect(full).toMatchObject([1, 2].map(() => ({ status: 'succeeded', code: null, reason: null })))
  expect(hollow).toMatchObject({
    status: 'partial',
    daysWritten: 0,
    code: 'INSTAGRAM_REJECTED',
    reason: 'lift_restriction',
  })
  const lines = backend.logLines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.filter((line) => line['runId'] === hollow?.runId && line['event'] === 'sync.ended')).toMatchObject([
    {
      event: 'sync.ended',
      kind: 'user_action_needed',
      instagramCode: 25,
      endpoint: 'GET me/insights',
      traceId: expect.any(String),
      asked: expect.stringContaining('views'),
    },
  ])
})

test('a whole week is told once, in the words of the panel, and no night alone', async () => {
  const backend = await connected()
  const { clock, dashboard, as } = backend
  // The second night reads what the first has asked Instagram for too early.
  clock.advance(13 * dayMs)
  await dashboard.syncAccounts()
  clock.advance(dayMs)
  await dashboard.syncAccounts()
  const items = await notificationsOf(backend)
  const [digest, ...others] = ofKind(items, 'weekly_digest')
  const days = lastWholeWeek(digest?.createdAt ?? new Date(0))
  const { net } = await as('ana').instagram.metrics.growth(days)
  const { reach } = await as('ana').instagram.metrics.summary(days)

  expect(others).toEqual([])
  expect(ofKind(items, 'followers_grew')).toEqual([])
  expect(digest).toMatchObject({ action: 'none', needsAction: false })
  expect(digest?.title).toContain(String(Math.abs(net ?? 0)))
  const perDay = new Intl.NumberFormat('pt-BR').format(Math.round(reach.value ?? 0))
  expect(digest?.body).toMatch(/^@loja\.da\.ana, de \d+ de \p{L}+ a \d+ de \p{L}+\. Alcance por dia: .+\.$/u)
  expect(digest?.body).toContain(`Alcance por dia: ${perDay}`)
})

/** Monday to Sunday before an instant, in Los Angeles. */
function lastWholeWeek(at: Date): { startDate: string; endDate: string } {
  const today = new Date(`${at.toLocaleDateString('sv-SE', { timeZone: 'America/Los_Angeles' })}T00:00:00Z`)
  const sunday = today.getTime() - (((today.getUTCDay() + 6) % 7) + 1) * dayMs
  const day = (time: number) => new Date(time).toISOString().slice(0, 10)
  return { startDate: day(sunday - 6 * dayMs), endDate: day(sunday) }
}

testOnce('the badge counts what waits for the user, and no news', async () => {
  const backend = await connected()
  const { as, sandbox, clock } = backend
  const { notifications } = as('ana').instagram
  const before = await notifications.unreadCount()
  sandbox.control.revoke('loja.da.ana')
  clock.advance(dayMs)
  await as('ana')
    .instagram.sync.run({})
    .catch(() => undefined)
  const [lost] = ofKind(await notificationsOf(backend), 'connection_lost')
  const counted = await notifications.unreadCount()
  await backend.connect('ana', 'loja.da.ana')

  expect(before).toMatchObject({ unreadCount: expect.any(Number), needsActionCount: 0 })
  expect(before.unreadCount).toBeGreaterThan(0)
  expect(lost).toMatchObject({ needsAction: true })
  expect(counted.needsActionCount).toBe(1)
  expect(await notifications.unreadCount()).toMatchObject({ needsActionCount: 0 })
})

test('the end of a connection is told 7, 3 and 1 days before, once each, and not when it was renewed', async () => {
  const backend = await connected()
  const { dashboard, clock, sandbox } = backend
  sandbox.control.fault({ kind: 'status', status: 500, match: { path: 'refresh_access_token' }, times: Infinity })
  const told: string[][] = []
  for (let day = 0; day < 60; day += 1) {
    clock.advance(dayMs)
    await dashboard.refreshTokens()
    await dashboard.refreshTokens()
    told.push(
      ofKind(await notificationsOf(backend), 'token_expiring')
        .filter(({ resolvedAt }) => resolvedAt === null)
        .map(({ title }) => title),
    )
  }
  const distinct = told.flat().filter((title, index, all) => all.indexOf(title) === index)

  expect(distinct).toEqual(
    [7, 3, 1].map((days) => `Sua conexão com o Instagram vence em ${days} ${days === 1 ? 'dia' : 'dias'}`),
  )
  expect(told.every((open) => open.length <= 1)).toBe(true)
  expect(ofKind(await notificationsOf(backend), 'token_expiring')).toHaveLength(3)
})

testOnce('a token that is renewed in time closes the notice of its end', async () => {
  const backend = await connected()
  const { dashboard, clock, sandbox } = backend
  sandbox.control.fault({ kind: 'status', status: 500, match: { path: 'refresh_access_token' }, times: Infinity })
  for (let day = 0; day < 54; day += 1) {
    clock.advance(dayMs)
    await dashboard.refreshTokens()
  }
  const [before] = ofKind(await notificationsOf(backend), 'token_expiring')
  sandbox.control.clearFaults()
  clock.advance(dayMs)
  await dashboard.refreshTokens()

  expect(before).toMatchObject({ resolvedAt: null, action: 'reconnect' })
  expect(before?.body).toMatch(/^A conexão de @loja\.da\.ana vale até \d+ de \p{L}+\./u)
  expect(ofKind(await notificationsOf(backend), 'token_expiring')).toMatchObject([{ resolvedAt: expect.any(Date) }])
})

test('a connection that ends is told, and connecting again closes it', async () => {
  const backend = await connected()
  const { as, clock, sandbox } = backend
  sandbox.control.revoke('loja.da.ana')
  clock.advance(dayMs)
  await as('ana')
    .instagram.sync.run({})
    .catch(() => undefined)
  const [lost] = ofKind(await notificationsOf(backend), 'connection_lost')
  await backend.connect('ana', 'loja.da.ana')

  expect(lost).toMatchObject({
    title: 'A conexão de @loja.da.ana foi encerrada',
    action: 'reconnect',
    resolvedAt: null,
  })
  expect(ofKind(await notificationsOf(backend), 'connection_lost')).toMatchObject([{ resolvedAt: expect.any(Date) }])
  expect(ofKind(await notificationsOf(backend), 'sync_failed')).toEqual([])
})

test('new notices arrive live, and a line that comes back goes on after the last one', async () => {
  const backend = await startBackend({ dashboard: quiet })
  const listen = (input: { lastEventId?: string | undefined }) => backend.as('ana').instagram.notifications.onNew(input)
  const events = listen({})
  const first = events.next()
  await backend.connect('ana', 'loja.da.ana')
  const { value: told } = await first
  await events.return()
  const { value: next } = await listen({ lastEventId: told?.id }).next()

  expect(told).toMatchObject({ kind: 'first_connection' })
  expect(Number(next?.id)).toBeGreaterThan(Number(told?.id))
})

test('admins see what people were told', async () => {
  const backend = await connected()
  const { notifications } = backend.as('carla', 'admin').admin
  const { items } = await notifications.list({ userId: 'ana', kind: 'first_connection' })

  expect(items).toMatchObject([{ userId: 'ana', kind: 'first_connection' }])
  expect((await notifications.list({ userId: 'bruno' })).items).toEqual([])
})
