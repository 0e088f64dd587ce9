import { expect, test } from 'vitest'
import { redirectUri, serveRouter, startBackend } from '../../server/test/start-backend.ts'
import { createInstagramClient, isInstagramError, type SyncRunProgress } from '../src/index.ts'

/** The real server over HTTP, asking the sandbox; whoever has a name as a token is that user. */
async function startHost() {
  const backend = await startBackend({
    dashboard: {
      syncCooldownMinutes: 0,
      authenticate: ({ headers }) => {
        const userId = headers.get('authorization')?.replace('Bearer ', '')
        return userId ? { userId, role: userId === 'admin' ? 'admin' : 'user' } : null
      },
    },
  })
  const url = `${await serveRouter(backend.dashboard.router)}/trpc`
  return { ...backend, signIn: (token: string, locale?: string) => createInstagramClient({ url, token, locale }) }
}

test('a user connects, syncs, reads the numbers and leaves', async () => {
  const { sandbox, settled, signIn } = await startHost()
  const client = signIn('ana')

  const { state } = await client.connect.start({ returnTo: '/numbers' })
  const code = sandbox.control.approve('loja.da.ana', { state, redirectUri })
  const completed = await client.connect.handleReturn(`${redirectUri}?code=${code}&state=${state}#_`)
  expect(completed).toMatchObject({
    isFirstConnection: true,
    returnTo: '/numbers',
    account: { username: 'loja.da.ana' },
  })
  expect(await client.connect.attempt({ state })).toMatchObject({ status: 'connected' })

  await settled('ana')
  const told: SyncRunProgress[] = []
  const run = await client.sync.run({ onProgress: (progress) => told.push(progress) })
  expect(run.status).toBe('succeeded')
  expect(told.at(-1)).toMatchObject({ status: 'succeeded', phase: 'finished' })
  expect(await client.sync.run()).toMatchObject({ status: 'succeeded', trigger: 'manual' })
  expect((await client.sync.history({ limit: 1 })).items).toHaveLength(1)

  const { days, points, series } = await client.metrics.timeline({ metrics: ['reach', 'likes'] })
  expect(points.map(({ date }) => date)).toEqual(days)
  expect(points.map(({ reach }) => reach)).toEqual(series.reach)
  expect(series.reach.some((reach) => reach !== null && reach > 0)).toBe(true)
  expect((await client.metrics.list()).items.length).toBeGreaterThan(0)
  expect((await client.metrics.summary()).reach.aggregation).toBe('daily_average')
  expect((await client.metrics.growth()).points.length).toBeGreaterThan(0)
  expect((await client.notifications.list()).nextCursor).toBeNull()

  await client.connect.disconnect({ eraseData: true })
  expect(await client.connect.status()).toMatchObject({ connected: false, account: null, accounts: [] })
})

test('a user who says no at Instagram is told so, and the attempt is over', async () => {
  const { signIn } = await startHost()
  const client = signIn('ana')
  const { state } = await client.connect.start()

  const returned = client.connect.handleReturn(`${redirectUri}?error=access_denied&state=${state}`)

  await expect(returned).rejects.toMatchObject({ code: 'OAUTH_DENIED', action: 'retry' })
  expect(await client.connect.attempt({ state })).toEqual({ status: 'cancelled' })
})

test('the server’s refusals arrive with their code, next step, request id and sentence', async () => {
  const { signIn } = await startHost()

  await expect(signIn('').connect.status()).rejects.toMatchObject({
    code: 'AUTH_REQUIRED',
    action: 'sign_in',
    message: 'Sua sessão terminou. Entre de novo para continuar.',
    requestId: expect.stringMatching(/^[\w.-]{8,64}$/),
  })
  await expect(signIn('ana', 'en').sync.run()).rejects.toMatchObject({
    code: 'NOT_CONNECTED',
    message: 'No Instagram account is connected. Connect yours to see its numbers.',
  })
  await expect(signIn('ana').connect.start({ returnTo: 'https://evil.example' })).rejects.toMatchObject({
    code: 'VALIDATION',
    action: 'fix_input',
    issues: [{ path: ['returnTo'] }],
  })
})

test('a change that has to name its account is refused with those there are, and goes well with one of them', async () => {
  const { connect, settled, signIn } = await startHost()
  const names = ['loja.da.ana', 'cafe.pequeno']
  for (const name of names) await connect('ana', name)
  await settled('ana')
  const client = signIn('ana')
  const error: unknown = await client.connect.disconnect().catch((reason: unknown) => reason)
  if (!isInstagramError(error)) throw error
  expect(error).toMatchObject({ code: 'CONFLICT', action: 'fix_input', issues: [{ path: ['accountId'] }] })
  expect(error.accounts?.map(({ username }) => username).toSorted()).toEqual(names.toSorted())

  for (const { id } of error.accounts ?? []) await client.connect.disconnect({ accountId: id })
  expect((await client.connect.status()).accounts).toEqual([])
})

test('health is for administrators', async () => {
  const { signIn } = await startHost()

  await expect(signIn('ana').admin.health()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await signIn('admin').admin.health()).toMatchObject({ activeAccounts: 0, tokensExpiringSoon: 0 })
})

test('a failure of the server’s own functions is known by the SDK as one of its own', async () => {
  const { dashboard } = await startHost()
  const failure: unknown = await dashboard
    .caller({ userId: 'bruno', locale: 'en' })
    .metrics.summary()
    .catch((error: unknown) => error)
  expect(isInstagramError(failure) && [failure.code, failure.action]).toEqual(['NOT_CONNECTED', 'reconnect'])
})
